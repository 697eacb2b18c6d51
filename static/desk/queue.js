// Show the queue as it moves: ask for it anew every two seconds while somebody looks.
const PAUSE_MS = 2000;
const AFTER_FAULT_MS = 10000;

export function watchQueue(section) {
  if (!section) return;

  async function ask() {
    if (document.hidden) return later(PAUSE_MS);
    try {
      const answer = await fetch(section.dataset.queue, { headers: { Accept: "text/html" } });
      // Redirected: the log-in ended.
      if (!answer.ok || answer.redirected) return;
      const held = document.activeElement?.closest("#queue a")?.getAttribute("href");
      section.replaceChildren(...new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes);
      // Whoever walks the list by keys stays where they were.
      if (held) section.querySelector(`a[href="${CSS.escape(held)}"]`)?.focus();
      later(PAUSE_MS);
    } catch {
      // The server may be starting anew: ask again.
      later(AFTER_FAULT_MS);
    }
  }

  function later(pause) {
    setTimeout(ask, pause);
  }

  later(PAUSE_MS);
}
