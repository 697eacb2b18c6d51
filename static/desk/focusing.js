// Set a picture's focal point by a click on it, or with the arrow keys; the number fields do the same.
const STEP = 1, LONG_STEP = 10;

function focusing(place) {
  const image = place.querySelector("img");
  const fields = place.dataset.focus.split(" ").map((id) => document.getElementById(id));
  if (fields.some((field) => !field)) return;
  const mark = document.createElement("button");
  mark.type = "button";
  mark.className = "focus-mark";
  place.append(mark);

  function show() {
    const [across, down] = fields.map((field) => Number(field.value) || 0);
    mark.style.left = `${across}%`;
    mark.style.top = `${down}%`;
    mark.setAttribute("aria-label", `Focal point: ${across} per cent across, ${down} down. Arrow keys move it.`);
  }

  function set(across, down) {
    [across, down].forEach((share, n) => {
      fields[n].value = Math.min(100, Math.max(0, share)).toFixed(1).replace(/\.0$/, "");
      fields[n].dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  image.addEventListener("click", (event) => {
    const box = image.getBoundingClientRect();
    set(((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100);
    mark.focus({ preventScroll: true }); // so that the arrow keys move what was clicked
  });
  mark.addEventListener("keydown", (event) => {
    const [x, y] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [];
    if (x === undefined) return;
    event.preventDefault();
    const by = event.shiftKey ? LONG_STEP : STEP;
    set(Number(fields[0].value) + x * by, Number(fields[1].value) + y * by);
  });
  for (const field of fields) field.addEventListener("input", show);
  show();
}

for (const place of document.querySelectorAll("[data-focus]")) focusing(place);
