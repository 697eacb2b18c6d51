// One empty box more whenever the last one is filled, up to the most that are taken at once.
export function addBoxes(form) {
  if (!form) return;
  form.addEventListener("input", (event) => {
    const boxes = form.querySelectorAll("textarea[name=pasted]");
    const last = boxes[boxes.length - 1];
    if (event.target !== last || !last.value || boxes.length >= Number(form.dataset.boxes)) return;
    const field = last.closest(".field");
    const next = field.cloneNode(true);
    const number = boxes.length + 1;
    const box = next.querySelector("textarea");
    box.id = `pasted-${number}`;
    box.value = box.defaultValue = "";
    box.removeAttribute("aria-invalid");
    box.setAttribute("aria-describedby", "paste-all-how");
    next.classList.remove("has-error");
    next.querySelector(".told")?.remove();
    const label = next.querySelector("label");
    label.htmlFor = box.id;
    label.textContent = `Article ${number}`;
    field.after(next);
  });
}
