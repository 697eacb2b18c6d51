// Suggest topics and tickers while somebody types, from Django admin's own autocomplete.
const PAUSE = 150;

export function suggest(inputs) {
  for (const input of inputs) {
    const list = document.getElementById(`${input.dataset.suggest}-known`);
    let timer = 0;
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => fill(input, list), PAUSE);
    });
  }
}

// Names before the last comma stand; the suggestions complete the last one.
async function fill(input, list) {
  const cut = input.value.lastIndexOf(",") + 1;
  const typed = input.value.slice(cut).trim();
  if (!typed) return list.replaceChildren();
  const asked = new URLSearchParams({
    term: typed, app_label: "stories", model_name: "story", field_name: input.dataset.suggest,
  });
  const answer = await fetch(`${input.dataset.from}?${asked}`, { headers: { Accept: "application/json" } });
  if (!answer.ok) return undefined;
  const { results } = await answer.json();
  const before = input.value.slice(0, cut) + (cut ? " " : "");
  return list.replaceChildren(...results.slice(0, 10).map((row) => {
    const option = document.createElement("option");
    // A ticker reads "Lockheed Martin (NYSE:LMT)"; its symbol is what the form takes.
    option.value = before + (/\(([^()]+:[^()]+)\)$/.exec(row.text)?.[1] ?? row.text);
    option.label = row.text;
    return option;
  }));
}
