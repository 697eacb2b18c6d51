// Follow pages that are being fetched: every second while one is, else every ten; put in what changed without loading.
const BUSY_MS = 1000;
const IDLE_MS = 10000;

export function watchPages(section) {
  if (!section) return;
  const address = section.dataset.fetches;
  let mark = null;

  async function ask() {
    let isBusy = false;
    try {
      const answer = document.hidden ? null : await fetch(address, { headers: { Accept: "application/json" } });
      // Redirected: the log-in ended.
      if (answer && (!answer.ok || answer.redirected)) return;
      if (answer) {
        const stands = await answer.json();
        show(stands.pages);
        if (mark !== null && stands.mark !== mark) await renew();
        mark = stands.mark;
        isBusy = stands.is_busy;
      }
    } catch {
      // The server may be starting anew: ask again.
    }
    setTimeout(ask, isBusy ? BUSY_MS : IDLE_MS);
  }

  ask();
}

function show(pages) {
  for (const [uid, page] of Object.entries(pages)) {
    const words = document.querySelector(`#f-${CSS.escape(uid)} [data-words]`);
    if (words && words.textContent !== page.words) words.textContent = page.words;
  }
}

// The page as it is now, of which only the parts that follow along are put in: what somebody types stays.
async function renew() {
  const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll("[data-fresh]")) {
    const now = fresh.getElementById(part.id);
    if (now && !part.contains(document.activeElement)) part.replaceWith(document.adoptNode(now));
  }
}
