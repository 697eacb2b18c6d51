// Put sentences and sections elsewhere by dragging their handles, or with Alt and an arrow key; the buttons do the same.
const HANDLE = "⠿";

export function placeByHand(place, form) {
  if (!place || !form) return;
  let dragged = null;
  for (const line of place.querySelectorAll(".sentences > li")) addHandle(line, line);
  const sections = [...place.querySelectorAll("[data-section]")];
  if (sections.length > 1) for (const section of sections) addHandle(section.querySelector("h2"), section);
  document.addEventListener("desk:line", (event) => addHandle(event.detail, event.detail));

  place.addEventListener("dragstart", (event) => {
    if (!event.target.matches?.(".handle")) return;
    dragged = event.target.closest(event.target.dataset.drags);
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    event.dataTransfer.setDragImage(dragged, 0, 0);
    dragged.classList.add("dragged");
  });
  place.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    if (dragged.matches("section")) over(event.target.closest("[data-section]"), event);
    else overSentence(event);
  });
  place.addEventListener("drop", (event) => { if (dragged) event.preventDefault(); });
  place.addEventListener("dragend", () => {
    if (!dragged) return;
    dragged.classList.remove("dragged");
    const moved = dragged;
    dragged = null;
    send(moved);
  });
  place.addEventListener("keydown", (event) => {
    if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    const line = event.target.closest?.(".sentences > li");
    if (!line || event.target.matches("textarea, input, select")) return;
    event.preventDefault();
    fill(line, { act: event.key === "ArrowUp" ? "up" : "down" });
  });

  function overSentence(event) {
    const line = event.target.closest(".sentences > li");
    if (line) return over(line, event);
    const list = event.target.closest("[data-section]")?.querySelector(".sentences");
    if (list && !list.contains(dragged)) list.append(dragged);
  }

  function over(row, event) {
    if (!row || row === dragged) return;
    const box = row.getBoundingClientRect();
    row[event.clientY < box.top + box.height / 2 ? "before" : "after"](dragged);
  }

  function send(moved) {
    if (moved.matches("section")) {
      if (sections.every((section, at) => section === place.querySelectorAll("[data-section]")[at])) return;
      return fill(moved, { act: "place_section", before: moved.nextElementSibling?.dataset.section ?? "" });
    }
    const to = moved.closest("[data-section]").dataset.section;
    fill(moved, { act: "move", to, before: moved.nextElementSibling?.id.slice(2) ?? "" });
  }

  function fill(row, values) {
    const all = { to: "", before: "", row: row.dataset.section ?? row.id.slice(2), ...values };
    for (const [name, value] of Object.entries(all)) form.elements[name].value = value;
    form.elements.seen_text.value = row.querySelector("a.sentence")?.textContent ?? "";
    form.elements.seen_text.disabled = row.matches("section");
    form.requestSubmit();
  }
}

function addHandle(inside, row) {
  const handle = document.createElement("span");
  handle.className = "handle";
  handle.draggable = true;
  handle.textContent = HANDLE;
  handle.title = row.matches("li") ? "Drag, or press Alt and an arrow key on the sentence" : "Drag the section";
  handle.setAttribute("aria-hidden", "true");
  handle.dataset.drags = row.matches("li") ? "li" : "section";
  inside.prepend(handle);
}
