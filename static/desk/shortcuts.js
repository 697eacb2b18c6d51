// Shortcuts of one key, for those who want them: the page loads this only then. Never while somebody types, chooses in
// a list or holds another key down, so that neither words nor a screen reader's own keys are taken; Control+S alone is
// taken in a form, where it saves.
const TYPED = "input, textarea, select, [contenteditable], [role=listbox], [role=menu]";
const NOT_TYPED = ["checkbox", "radio", "button", "submit", "reset", "file", "range", "color"];
const sheet = document.getElementById("shortcuts");

const follow = (link) => { link?.click(); return Boolean(link); };
const tabs = () => [...document.querySelectorAll(".tabs a")];
const beside = (step) => {
  const all = tabs();
  const at = all.findIndex((tab) => tab.getAttribute("aria-current") === "page");
  return at < 0 ? null : all[at + step];
};

const ACTS = {
  "/": () => {
    const box = document.getElementById("desk-search-box");
    box?.focus();
    box?.select();
    return Boolean(box);
  },
  "?": () => {
    if (!sheet) return false;
    sheet.showModal();
    return true;
  },
  n: () => follow(beside(1)),
  b: () => follow(beside(-1)),
  p: () => follow(tabs().find((tab) => tab.pathname.endsWith("/publish/"))),
  v: () => follow(document.querySelector("a[data-key=preview]")),
  l: () => follow(document.querySelector("a[data-key=list]")),
  d: () => follow(document.querySelector("#site-name a")),
  y: () => follow(document.querySelector("button[data-key=yes]")),
  x: () => follow(document.querySelector("button[data-key=no]")),
};

function isTyping(target) {
  const field = target instanceof Element ? target.closest(TYPED) : null;
  return Boolean(field) && !(field.tagName === "INPUT" && NOT_TYPED.includes(field.type));
}

// The form that somebody is in, else the one form of the page that saves its words. In a form of several presses the
// first is seldom the one that saves: where none is marked as such, nothing is pressed.
function save(target) {
  const inside = target instanceof Element ? target.closest("form[method=post]") : null;
  const all = document.querySelectorAll("form[data-guard]");
  const form = inside ?? (all.length === 1 ? all[0] : null);
  if (!form) return false;
  const presses = form.querySelectorAll("button:not([type=button]), input[type=submit]");
  const marked = form.querySelector("button.primary, input[type=submit].default");
  const button = marked ?? (presses.length === 1 ? presses[0] : null);
  if (!button) return false;
  form.requestSubmit(button);
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.repeat) return;
  const isSave = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "s";
  if (isSave) {
    if (save(event.target)) event.preventDefault();
    return;
  }
  // Shift and AltGr are how some keyboards write "/" and "?".
  const isAltGr = event.getModifierState("AltGraph");
  if (event.metaKey || ((event.ctrlKey || event.altKey) && !isAltGr) || isTyping(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  const act = Object.hasOwn(ACTS, event.key) ? ACTS[event.key] : null;
  if (act?.()) event.preventDefault();
});

document.querySelector("a[data-key=sheet]")?.addEventListener("click", (event) => {
  if (ACTS["?"]()) event.preventDefault();
});
