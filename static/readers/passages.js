// Shows the passage of a mark beside it. Without this script the mark is a link to the same passage.
const story = document.querySelector(".story");
let open = null;

function close(returnsFocus) {
  if (!open) return;
  const { panel, mark } = open;
  open = null;
  panel.remove();
  mark.classList.remove("is-open");
  if (returnsFocus) mark.focus();
}

function closeButton() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "close";
  button.textContent = story.dataset.close;
  button.lang = document.documentElement.lang;
  button.addEventListener("click", () => close(true));
  return button;
}

function panelFor(mark, passage) {
  const panel = document.createElement("div");
  panel.className = "popover";
  panel.tabIndex = -1;
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-label", mark.getAttribute("aria-label"));
  for (const part of passage.children) {
    if (!part.querySelector(".back")) panel.append(part.cloneNode(true));
  }
  panel.append(closeButton());
  return panel;
}

function place(panel, mark) {
  if (!panel.offsetParent) return; // fixed to the foot of a narrow window
  const frame = panel.offsetParent.getBoundingClientRect();
  const at = mark.getBoundingClientRect();
  const left = Math.min(at.left - frame.left, frame.width - panel.offsetWidth);
  panel.style.left = `${Math.max(0, left)}px`;
  panel.style.top = `${at.bottom - frame.top + 8}px`;
}

function show(mark, passage) {
  close(false);
  const panel = panelFor(mark, passage);
  const host = mark.closest("li, p, blockquote");
  // Beside the words in the document as well, so that Tab goes on from there.
  if (host.matches("li")) host.append(panel);
  else host.after(panel);
  open = { panel, mark };
  mark.classList.add("is-open");
  place(panel, mark);
  panel.focus({ preventScroll: true });
  panel.scrollIntoView({ block: "nearest" });
}

story.addEventListener("click", (event) => {
  const mark = event.target.closest("a.mark");
  if (!mark || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const passage = document.getElementById(mark.hash.slice(1));
  if (!passage) return;
  event.preventDefault();
  if (open && open.mark === mark) close(true);
  else show(mark, passage);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close(true);
});

document.addEventListener("pointerdown", (event) => {
  if (open && !open.panel.contains(event.target) && !event.target.closest("a.mark")) close(false);
});

window.addEventListener("resize", () => {
  if (open) place(open.panel, open.mark);
});
