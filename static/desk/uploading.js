// Many pictures: a file each request, one after the other, each with its progress and its answer.
import { watchPages } from "./fetching.js";

const form = document.querySelector("form[data-upload]");
const section = document.getElementById("answers");
const list = document.getElementById("answers-list");
const sum = document.getElementById("answers-sum");
const files = form?.querySelector("input[type=file]");
const batch = new Map();

watchPages(document.querySelector("section[data-fetches]"));

form?.addEventListener("submit", async (event) => {
  if (!files.files.length) return;
  event.preventDefault();
  const button = form.querySelector("button.primary");
  const chosen = [...files.files];
  button.disabled = true;
  section.hidden = false;
  const rows = chosen.map((file) => addRow(file));
  const ofFiles = `${chosen.length} file${chosen.length === 1 ? "" : "s"} done`;
  const counts = new Map();
  for (const [place, file] of chosen.entries()) {
    sum.textContent = `${place} of ${ofFiles}.`;
    const answer = await send(file, rows[place], false);
    counts.set(answer.state, (counts.get(answer.state) ?? 0) + 1);
  }
  const told = [...counts].map(([state, count]) => `${count} ${WORDS[state] ?? state}`);
  sum.textContent = `${chosen.length} of ${ofFiles}: ${told.join(", ")}.`;
  files.value = "";
  button.disabled = false;
});

const WORDS = { added: "added", known: "in the library already", alike: "in the library in another file", refused: "refused" };

function addRow(file) {
  const row = document.createElement("li");
  const name = document.createElement("strong");
  name.dir = "auto";
  name.textContent = file.name;
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", `Sending ${file.name}`);
  row.append(name, " ", bar);
  list.append(row);
  return row;
}

function send(file, row, isWantedAnyway) {
  const data = new FormData(form);
  data.delete("pictures");
  data.append("pictures", file);
  data.set("act", "files");
  if (isWantedAnyway) data.set("is_wanted_anyway", "on");
  return post(data, (part) => {
    const bar = row.querySelector("progress");
    if (!bar) return;
    // All is sent: now the server opens the picture.
    if (part < 1) bar.value = part;
    else bar.removeAttribute("value");
  }).then((answer) => {
    show(answer, file, row);
    return answer;
  });
}

function post(data, onProgress) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", location.href);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener("error", () => resolve({ state: "refused", told: "The server was not reached. Try it again." }));
    request.addEventListener("load", () => resolve(read(request)));
    request.send(data);
  });
}

function read(request) {
  try {
    return JSON.parse(request.responseText);
  } catch {
    const told =
      request.status === 413 ? "The file is too large for the server." : `The server answered ${request.status}. Load the page again.`;
    return { state: "refused", told };
  }
}

function show(answer, file, row) {
  row.className = answer.state;
  row.querySelector("progress")?.remove();
  while (row.childNodes.length > 1) row.lastChild.remove();
  const tag = document.createElement("span");
  tag.className = `tag${{ added: " good", refused: " bad" }[answer.state] ?? ""}`;
  tag.textContent = answer.state;
  const twin = answer.image && batch.get(answer.image);
  row.append(" ", tag, " ", twin ? `The same picture as ${twin}, which is in this batch.` : answer.told);
  if (answer.image && !twin) batch.set(answer.image, file.name);
  if (answer.page) {
    const link = document.createElement("a");
    link.href = answer.page;
    link.textContent = `Describe no. ${answer.image}`;
    row.append(" ", link);
  }
  if (twin) return;
  if ("story" in form.dataset && answer.image && !answer.is_placed) addButton(row, "Use it", () => use(answer.image, row));
  if (answer.state === "alike") addButton(row, "Add this file too", () => send(file, row, true));
}

function addButton(row, words, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words;
  button.addEventListener("click", () => {
    button.disabled = true;
    act();
  });
  row.append(" ", button);
}

async function use(image, row) {
  const data = new FormData();
  data.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  data.append("act", "use");
  data.append("row", image);
  const answer = await post(data, () => {});
  row.append(" ", answer.told);
}
