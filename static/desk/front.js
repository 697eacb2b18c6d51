// Ages go on while the page is open, in the words of desk/templatetags/front.py; and a button that prints.
const EVERY_MS = 20000;
const MINUTE = 60, HOUR = 3600, DAY = 86400, DATED_AFTER_DAYS = 30;

// A wrong clock of the reader's machine must not make ages wrong: count on from what the server said.
const opened = Date.now();
const served = new Map();

function words(seconds) {
  if (seconds < MINUTE) return "now";
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min`;
  if (seconds < DAY) return `${Math.floor(seconds / HOUR)} h`;
  return `${Math.floor(seconds / DAY)} d`;
}

function goOn() {
  const passed = (Date.now() - opened) / 1000;
  for (const [time, age] of served) {
    const seconds = age + passed;
    if (seconds < DATED_AFTER_DAYS * DAY) time.textContent = words(Math.max(0, seconds));
  }
}

const now = Date.parse(document.querySelector("[data-now]")?.dataset.now ?? "");
for (const time of document.querySelectorAll("time[data-age]")) {
  const at = Date.parse(time.dateTime);
  if (!Number.isNaN(now) && !Number.isNaN(at)) served.set(time, (now - at) / 1000);
}
setInterval(goOn, EVERY_MS);

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
