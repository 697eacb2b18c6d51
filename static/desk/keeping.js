// Keep what is typed on the server until it is saved: some seconds after a change, when the page is left, and before a form is sent.
import { token, renewTokens } from "./tokens.js";

const PAUSE_MS = 4000;
const AGAIN_MS = 5000;
const SEND_WAIT_MS = 5000;
const MOST_LEAVING_BYTES = 60000;
const WORDS_CHARS = 300;
const NEVER = new Set(["csrfmiddlewaretoken", "draft", "act"]);

export function keepForms(place) {
  if (!place) return;
  const notice = document.getElementById("not-kept");
  const waiting = new Set();
  const sending = new Map();
  const going = new Set();
  let timer = 0;

  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-keep]");
    if (!form) return;
    waiting.add(form);
    timer ||= setTimeout(keepAll, PAUSE_MS);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) for (const form of waiting) keep(form, { isLeaving: true });
  });
  window.addEventListener("pagehide", () => {
    for (const form of waiting) keep(form, { isLeaving: true });
  });
  document.addEventListener("submit", onSubmit, { capture: true });

  async function keepAll() {
    for (const form of [...waiting]) await keep(form);
    timer = waiting.size ? setTimeout(keepAll, AGAIN_MS) : 0;
  }

  // What became of it: "kept", or why not, as a sentence. One request at a time for each form.
  function keep(form, { isLeaving = false } = {}) {
    if (sending.has(form) && !isLeaving) return sending.get(form);
    const done = send(form, isLeaving).finally(() => sending.delete(form));
    sending.set(form, done);
    return done;
  }

  async function send(form, isLeaving) {
    waiting.delete(form);
    const body = JSON.stringify(await typedIn(form));
    let told = "The server cannot be reached.";
    try {
      const answer = await fetch(place.dataset.typed, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
        body,
        keepalive: isLeaving && body.length < MOST_LEAVING_BYTES,
        redirect: "manual",
      });
      const found = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
      if (answer.ok && found.kept_at) return kept(form, found.kept_at);
      // Too much, or too many: it stays so until something is changed.
      if (answer.status === 400 && found.told) return say(form, found.told);
      const isOut = answer.type === "opaqueredirect" || answer.status === 403;
      told = isOut ? "You are logged out." : found.told ?? told;
    } catch {
      // The server may be starting anew: it is tried again.
    }
    waiting.add(form);
    timer ||= setTimeout(keepAll, AGAIN_MS);
    return say(form, told);
  }

  function kept(form, at) {
    notice.hidden = true;
    sayBelow(form, `Kept at ${at}, not saved yet.`);
    return "kept";
  }

  // Below the form as well: the notice may be a screen away from where one types.
  function say(form, told) {
    sayBelow(form, `Not kept. ${told}`);
    const words = `${told} What you typed stays on this page and is kept as soon as that works again. `;
    const link = document.createElement("a");
    link.href = place.dataset.login;
    link.target = "_blank";
    link.textContent = "Log in in another tab";
    if (notice.dataset.told !== told || notice.hidden) {
      notice.replaceChildren(words, ...(told.includes("logged") ? [link] : []));
      notice.dataset.told = told;
      notice.hidden = false;
    }
    return told;
  }

  function sayBelow(form, words) {
    let line = form.querySelector(":scope .kept-at");
    if (!line) {
      line = document.createElement("p");
      line.className = "kept-at meta";
      form.append(line);
    }
    line.textContent = words;
  }

  async function typedIn(form) {
    const fields = [...form.elements].filter((field) => field.name && field.type !== "file" && !NEVER.has(field.name));
    const changed = fields.filter(isChanged);
    const isGiven = form.querySelector("input[name=draft]")?.dataset.own === undefined && form.elements.draft;
    const values = {};
    if (changed.length || isGiven) {
      for (const field of fields) {
        if (field.matches("[type=checkbox], [type=radio]") && !field.checked) continue;
        (values[field.name] ??= []).push(field.value);
      }
    }
    const shown = changed.length ? changed : fields.filter((field) => field.type !== "hidden");
    const words = shown.map((field) => field.type === "checkbox" ? "" : field.value).filter(Boolean).join(" · ");
    return {
      uid: draftOf(form), person: place.dataset.person, tab: place.dataset.tab, act: form.dataset.keep,
      row: form.elements.row?.value ?? "", values, words: words.slice(0, WORDS_CHARS),
    };
  }

  // A form that is sent while something of it is not kept waits for that: a log-in that ended must not cost the words.
  async function onSubmit(event) {
    const form = event.target;
    renewTokens(form);
    if (!form.matches("form[data-keep]") || form.dataset.mayGo || !(waiting.has(form) || sending.has(form))) return;
    event.preventDefault();
    event.stopPropagation();
    // Pressed twice, it is sent once.
    if (going.has(form)) return;
    going.add(form);
    const button = event.submitter;
    const late = new Promise((settle) => { setTimeout(settle, SEND_WAIT_MS, "late"); });
    const outcome = await Promise.race([keepLast(form), late]);
    going.delete(form);
    if (/logged|reached/.test(outcome)) {
      notice.scrollIntoView({ block: "center" });
      return;
    }
    renewTokens(form);
    form.dataset.mayGo = "yes";
    form.requestSubmit(button);
    delete form.dataset.mayGo;
  }

  async function keepLast(form) {
    await sending.get(form);
    return waiting.has(form) ? keep(form) : "kept";
  }
}

function isChanged(field) {
  if (field.type === "hidden") return false;
  if (field.matches("[type=checkbox], [type=radio]")) return field.checked !== field.defaultChecked;
  if (field.matches("select")) return [...field.options].some((option) => option.selected !== option.defaultSelected);
  return field.value !== field.defaultValue;
}

// The draft that the form goes on with; each page begins its own, so that no window writes over another one's.
function draftOf(form) {
  let field = form.querySelector("input[name=draft]");
  if (!field) {
    field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "draft", value: newUid() });
    field.dataset.own = "";
    form.append(field);
  }
  return field.value;
}

// crypto.randomUUID asks for https, which a newsroom's own network may not have.
function newUid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
