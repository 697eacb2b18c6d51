// Ask how far the summary is: every second while it is made, else every five; load the page anew when it is another.
import { isDue } from "./presence.js";

const BUSY_MS = 1000;
const IDLE_MS = 5000;
const MOST_BUSY_ASKS = 600;

export function watchSummary(section) {
  if (!section) return;
  const progress = section.querySelector("[data-progress]");
  const bar = section.querySelector("progress");
  const words = section.querySelector("[data-words]");
  const step = section.querySelector("[data-step]");
  let wasBusy = !progress.hidden;
  let busyAsks = 0;

  async function ask() {
    if (document.hidden) return later();
    try {
      const asked = isDue() ? `${section.dataset.poll}?here=1` : section.dataset.poll;
      const answer = await fetch(asked, { headers: { Accept: "application/json" } });
      // Redirected: the log-in ended.
      if (!answer.ok || answer.redirected) return;
      const run = await answer.json();
      if (run.here !== undefined) document.dispatchEvent(new CustomEvent("desk:here", { detail: run.here }));
      const isBusy = run.state === "updating" || run.state === "waiting";
      if (!isBusy && (wasBusy || String(run.revision) !== section.dataset.revision)) return done();
      if (isBusy) show(run);
      wasBusy = isBusy;
    } catch {
      // The server may be starting anew: ask again.
    }
    later();
  }

  function later() {
    busyAsks += wasBusy ? 1 : 0;
    setTimeout(ask, wasBusy && busyAsks < MOST_BUSY_ASKS ? BUSY_MS : IDLE_MS);
  }

  function show(run) {
    progress.hidden = false;
    words.textContent = run.words;
    step.textContent = run.step;
    bar.value = run.percent;
  }

  function done() {
    if (!isTyping()) return location.reload();
    progress.hidden = true;
    words.textContent = "updated: load the page again to see it";
  }

  later();
}

// What somebody is typing is worth more than a fresh page, and so is what was refused.
function isTyping() {
  if (document.querySelector("details.edit[open]:not(.tools details), .told")) return true;
  if (document.activeElement?.matches("#content :is(textarea, input)")) return true;
  const fields = document.querySelectorAll("#content :is(textarea, input:not([type=hidden], [type=checkbox]))");
  return [...fields].some((field) => field.value !== field.defaultValue);
}
