// Drag pictures into order; the form that follows sends all their ids. The buttons do the same without it.
export function dragToOrder(list, form) {
  if (!list || !form || list.children.length < 2) return;
  let dragged = null;

  for (const row of list.children) {
    const picture = row.querySelector("img");
    picture.draggable = true;
    picture.addEventListener("dragstart", (event) => {
      dragged = row;
      event.dataTransfer.effectAllowed = "move";
      row.classList.add("dragged");
    });
    picture.addEventListener("dragend", () => {
      row.classList.remove("dragged");
      send();
    });
    row.addEventListener("dragover", (event) => {
      if (!dragged || dragged === row) return;
      event.preventDefault();
      const middle = row.getBoundingClientRect().top + row.offsetHeight / 2;
      row[event.clientY < middle ? "before" : "after"](dragged);
    });
  }

  function send() {
    const inputs = [...form.querySelectorAll("input[name=order]")];
    const wanted = [...list.children].map((row) => row.dataset.id);
    const isSame = inputs.every((input, place) => input.value === wanted[place]);
    dragged = null;
    if (isSame) return;
    inputs.forEach((input, place) => { input.value = wanted[place]; });
    form.submit();
  }
}
