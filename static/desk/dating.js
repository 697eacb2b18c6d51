// While somebody types a date, say below it what it means; where it means two things, offer both.
const PAUSE = 250;

export function tellDates(fields) {
  for (const field of fields) begin(field);
}

function begin(field) {
  const told = document.createElement("p");
  told.className = "hint means";
  told.setAttribute("role", "status");
  field.after(told);
  const state = { field, told, asked: 0, timer: 0 };
  field.addEventListener("input", () => {
    clearTimeout(state.timer);
    state.timer = setTimeout(() => ask(state), PAUSE);
  });
}

async function ask(state) {
  const typed = state.field.value.trim();
  const asked = (state.asked += 1);
  if (!typed) return state.told.replaceChildren();
  const address = new URL(state.field.dataset.dates, location.href);
  address.searchParams.set("typed", typed);
  const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok || asked !== state.asked) return undefined;
  return show(state, await answer.json());
}

function show(state, { means, refused, choices }) {
  if (means) return state.told.replaceChildren(`Readers see: ${means}`);
  const offered = choices.map((text) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.addEventListener("click", () => {
      state.field.value = text;
      state.field.dispatchEvent(new Event("input", { bubbles: true }));
      state.field.focus();
    });
    return button;
  });
  return state.told.replaceChildren(refused, ...offered.flatMap((button) => [" ", button]));
}
