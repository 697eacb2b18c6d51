// Follow the sizes of pictures as a worker makes them: ask every two seconds while some are missing and somebody looks.
const PAUSE_MS = 2000;
const AFTER_FAULT_MS = 10000;

export function watchSizes(line) {
  if (!line) return;
  const bar = line.querySelector("progress");

  async function ask() {
    if (document.hidden) return later(PAUSE_MS);
    try {
      const answer = await fetch(line.dataset.sizes, { headers: { Accept: "application/json" } });
      // Redirected: the log-in ended.
      if (!answer.ok || answer.redirected) return;
      const { made, wanted } = await answer.json();
      if (made >= wanted) {
        line.textContent = "All sizes are made.";
        return;
      }
      line.querySelector("[data-made]").textContent = `Sizes made: ${made} of ${wanted}`;
      [bar.value, bar.max] = [made, wanted];
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
