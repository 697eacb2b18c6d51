// Asks from time to time whether the story has a newer edition, and offers to show it. Changes nothing by itself.
const story = document.querySelector(".story[data-etag]");
const EVERY_MS = 30000;
const edition = (etag) => (etag || "").replace(/^W\//, "").replaceAll('"', "").split(".")[0];
let timer = 0;

function offer() {
  clearInterval(timer);
  document.removeEventListener("visibilitychange", ask);
  const bar = document.createElement("div");
  bar.className = "newer";
  bar.setAttribute("role", "status");
  const words = document.createElement("span");
  words.textContent = story.dataset.newer;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = story.dataset.show;
  button.addEventListener("click", () => location.reload());
  bar.append(words, " ", button);
  document.body.append(bar);
}

async function ask() {
  if (document.hidden) return;
  const etag = story.dataset.etag;
  const answer = await fetch(location.pathname, {
    method: "HEAD",
    cache: "no-store",
    credentials: "omit",
    headers: { "If-None-Match": `"${etag}"` },
  }).catch(() => null);
  // 304 is the usual answer; away from the network there is none.
  if (answer && answer.status === 200 && edition(answer.headers.get("ETag")) !== edition(etag)) offer();
}

timer = setInterval(ask, EVERY_MS);
document.addEventListener("visibilitychange", ask);
