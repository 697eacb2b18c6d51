// How long a text is beside how much of it is shown elsewhere, as one types; nothing is forbidden. And how the story
// would look as a search result and as a card that somebody shares.
document.querySelectorAll("[data-length]").forEach(count);

function count(field, place) {
  const hint = document.createElement("p");
  hint.className = "hint length";
  hint.id = `length_${place}`;
  field.after(hint);
  // Read out when somebody comes to the field, not at every key.
  field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${hint.id}`.trim());
  const most = Number(field.dataset.length);
  const show = () => {
    const now = [...field.value.trim()].length;
    hint.textContent = `${now} of about ${most} characters: ${field.dataset.lengthWhere}`;
    hint.classList.toggle("over", now > most);
  };
  field.addEventListener("input", show);
  show();
}

const looks = document.querySelector("[data-looks]");
if (looks) {
  const field = (name) => document.getElementById(`id_${name}`);
  const cut = (text, most) => {
    const signs = [...text];
    return signs.length > most ? `${signs.slice(0, most - 1).join("").trimEnd()}…` : text;
  };
  const show = () => {
    for (const part of looks.querySelectorAll("[data-of]")) {
      const text = field(part.dataset.of)?.value.trim() ?? "";
      part.textContent = cut(text, Number(part.dataset.most)) || part.dataset.empty || "";
    }
  };
  for (const name of ["headline", "standfirst", "slug"]) field(name)?.addEventListener("input", show);
  show();
}
