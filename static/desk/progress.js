// Ask once a second how far the summary is; load the page anew when it is done.
const SECOND = 1000;
const MOST_ASKS = 600;

export function watchSummary(section) {
  if (!section) return;
  const bar = section.querySelector("progress");
  const words = section.querySelector("[data-words]");
  const step = section.querySelector("[data-step]");
  let asked = 0;

  async function ask() {
    asked += 1;
    try {
      const answer = await fetch(section.dataset.poll, { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const run = await answer.json();
      words.textContent = run.words;
      step.textContent = run.step;
      bar.value = run.percent;
      if (run.state !== "updating" && run.state !== "waiting") return done();
    } catch {
      // The server may be starting anew: ask again.
    }
    if (asked < MOST_ASKS) setTimeout(ask, SECOND);
  }

  function done() {
    // What somebody is typing is worth more than a fresh page.
    const isTyping = document.querySelector("details.edit[open]") !== null;
    if (!isTyping) return location.reload();
    words.textContent = "updated: load the page again to see it";
  }

  setTimeout(ask, SECOND);
}
