// Choose a sentence with a click or by keys: its buttons open in its line, and its passage in the article beside it.
// Without this each sentence is a link that does the same.
export function chooseSentences(place) {
  const pane = document.getElementById("evidence");
  if (!place || !pane) return;
  let asked = 0;
  show(pane);

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const link = event.target.closest?.("a.sentence, #evidence a[rel]");
    if (!link) return;
    event.preventDefault();
    if (link.matches(".sentence") && !getSelection().isCollapsed) return;
    choose(link.href, link.rel);
  });

  // Up and down go from sentence to sentence, left and right through the passages of the chosen one.
  place.addEventListener("keydown", (event) => {
    const link = event.target.closest?.("a.sentence");
    if (!link || event.altKey || event.ctrlKey || event.metaKey) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    const ways = { ArrowRight: "next", ArrowLeft: "prev" };
    if (event.key in steps) {
      const all = [...place.querySelectorAll("a.sentence")];
      const next = all[all.indexOf(link) + steps[event.key]];
      if (next) next.focus();
      event.preventDefault();
    } else if (event.key in ways && link.hasAttribute("aria-current")) {
      const way = pane.querySelector(`a[rel=${ways[event.key]}]`);
      if (way) choose(way.href, "");
      event.preventDefault();
    }
  });

  // `focused` says which of the pane's own links was pressed, so that the keyboard stays where it was.
  async function choose(address, focused) {
    const mine = ++asked;
    const query = new URL(address).search;
    let found = null;
    try {
      const answer = await fetch(place.dataset.sentences + query, { redirect: "manual" });
      if (answer.ok) found = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      // The server cannot be reached: the link itself says so.
    }
    if (mine !== asked) return;
    const line = found?.querySelector("li");
    const here = line && document.getElementById(line.id);
    if (!here) return location.assign(address);
    const isAgain = here.querySelector(".tools") !== null;
    close(here);
    if (!isAgain) {
      here.replaceChildren(...line.childNodes);
      document.dispatchEvent(new CustomEvent("desk:line", { detail: here }));
    }
    pane.replaceChildren(...found.getElementById("evidence").childNodes);
    history.replaceState(null, "", `${query}#${line.id}`);
    show(pane);
    const next = focused && (pane.querySelector(`a[rel=${focused}]`) ?? pane.querySelector("a[rel]"));
    (next || here.querySelector("a.sentence")).focus({ preventScroll: true });
  }

  // The buttons of what was chosen before go, unless somebody typed there.
  function close(kept) {
    for (const line of place.querySelectorAll("li:has(> .tools)")) {
      if (line === kept) continue;
      line.querySelector("a.sentence").removeAttribute("aria-current");
      const fields = line.querySelectorAll("textarea, input[type=checkbox]");
      const isTyped = [...fields].some((field) => field.type === "checkbox" ? field.checked : field.value !== field.defaultValue);
      if (!isTyped) line.querySelector(".tools").remove();
    }
  }
}

// Bring the passage into sight inside the article's own box, without moving the page.
function show(pane) {
  const box = pane.querySelector(".source");
  const passage = pane.querySelector("#passage");
  if (!box || !passage) return;
  const lead = (box.clientHeight - passage.offsetHeight) / 3;
  box.scrollTop += passage.getBoundingClientRect().top - box.getBoundingClientRect().top - Math.max(lead, 12);
}
