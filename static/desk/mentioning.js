// While somebody writes @ and the beginning of a name, offer colleagues; every field works without it.
const PAUSE = 120;
// A field that is for one colleague begins with the name, and needs no @ before it.
const FIRST = /^\s*@?([\p{L}\p{N}_.+-]+)$/u;
const NAMED = /(?:^|[^\w@.+-])@([\p{L}\p{N}_.+@-]*)$/u;
let count = 0;

export function mentionPeople(fields) {
  for (const field of fields) begin(field);
}

function begin(field) {
  const list = document.createElement("ul");
  list.className = "people-offered";
  list.id = `people-${(count += 1)}`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Colleagues");
  list.hidden = true;
  field.after(list);
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  if (field.matches("input")) field.setAttribute("role", "combobox");
  if (field.matches("input")) field.setAttribute("aria-expanded", "false");
  const state = { field, list, chosen: -1, asked: 0, timer: 0 };
  field.addEventListener("input", () => {
    clearTimeout(state.timer);
    state.timer = setTimeout(() => ask(state), PAUSE);
  });
  field.addEventListener("keydown", (event) => press(state, event));
  field.addEventListener("blur", () => setTimeout(() => close(state), 150));
}

// The name that is being written before the caret, or undefined.
function termOf(field) {
  const written = field.value.slice(0, field.selectionStart);
  return NAMED.exec(written)?.[1] ?? (field.matches("input") ? FIRST.exec(written)?.[1] : undefined);
}

async function ask(state) {
  const term = termOf(state.field);
  if (term === undefined) return close(state);
  const asked = (state.asked += 1);
  const address = new URL(state.field.dataset.people, location.href);
  address.searchParams.set("term", term);
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok || asked !== state.asked) return undefined;
  return show(state, (await answer.json()).results);
}

function show(state, people) {
  state.chosen = -1;
  state.list.replaceChildren(...people.map((person, place) => {
    const row = document.createElement("li");
    row.id = `${state.list.id}-${place}`;
    row.setAttribute("role", "option");
    row.dataset.name = person.name;
    row.textContent = person.text === person.name ? `@${person.name}` : `${person.text} @${person.name}`;
    row.addEventListener("mousedown", (event) => {
      event.preventDefault();
      take(state, row);
    });
    return row;
  }));
  state.list.hidden = people.length === 0;
  if (state.field.matches("input")) state.field.setAttribute("aria-expanded", String(!state.list.hidden));
}

function press(state, event) {
  if (state.list.hidden) return;
  const rows = [...state.list.children];
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const step = event.key === "ArrowDown" ? 1 : -1;
    choose(state, rows, (state.chosen + step + rows.length) % rows.length);
  } else if ((event.key === "Enter" || event.key === "Tab") && state.chosen >= 0) {
    take(state, rows[state.chosen]);
  } else if (event.key === "Escape") {
    close(state);
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}

function choose(state, rows, place) {
  state.chosen = place;
  rows.forEach((row, index) => row.setAttribute("aria-selected", String(index === place)));
  state.field.setAttribute("aria-activedescendant", rows[place].id);
}

function take(state, row) {
  const { field } = state;
  const caret = field.selectionStart;
  const start = caret - termOf(field).length;
  field.setRangeText(`${row.dataset.name} `, start, caret, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  clearTimeout(state.timer);
  close(state);
}

function close(state) {
  state.asked += 1;
  state.list.hidden = true;
  state.chosen = -1;
  state.field.removeAttribute("aria-activedescendant");
  if (state.field.matches("input")) state.field.setAttribute("aria-expanded", "false");
}
