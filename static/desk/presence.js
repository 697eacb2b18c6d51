// Say who else has this story open, beside its headline: asked every ten seconds while somebody looks.
const EVERY_MS = 10000;
let askedAt = 0;

export function watchPresence(place) {
  if (!place) return;
  document.addEventListener("desk:here", (event) => show(place, event.detail));
  document.addEventListener("visibilitychange", ask);
  setInterval(ask, EVERY_MS / 2);
  ask();

  async function ask() {
    if (document.hidden || !isDue()) return;
    try {
      const asked = new URLSearchParams({ tab: place.dataset.tab });
      const answer = await fetch(`${place.dataset.here}?${asked}`, { headers: { Accept: "application/json" }, redirect: "manual" });
      if (answer.ok) show(place, (await answer.json()).here);
    } catch {
      // The server may be starting anew: ask again.
    }
  }
}

// Whether it is time to ask; whoever asks says so by this. The summary's own question carries it along on its tab.
export function isDue() {
  if (Date.now() - askedAt < EVERY_MS) return false;
  askedAt = Date.now();
  return true;
}

function show(place, words) {
  if (place.textContent !== words) place.textContent = words;
  place.hidden = !words;
}
