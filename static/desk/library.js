// The photo library by keys: arrows go from picture to picture, Space chooses, Enter opens. Without this each picture is
// a box to tick and a link. Letters are taken only while one stands in the pictures, and only where shortcuts are on.
const place = document.querySelector("[data-pictures]");
const form = place?.closest("form");
const boxes = place ? [...place.querySelectorAll("input[name=image]")] : [];
const tileOf = (element) => element.closest("[data-tile]");
const linkOf = (box) => tileOf(box).querySelector("a.opens");

// One picture is in the order of the Tab key, the one last stood at: the others are an arrow away.
function stand(box, isFocused = true) {
  for (const tile of place.querySelectorAll("[data-tile]")) {
    const isHere = tile === tileOf(box);
    for (const stop of tile.querySelectorAll("input, a")) stop.tabIndex = isHere ? 0 : -1;
  }
  if (!isFocused) return;
  box.focus();
  tileOf(box).scrollIntoView({ block: "nearest" });
}

// How many stand in a row now: those as high up as the first.
function across() {
  const top = tileOf(boxes[0]).offsetTop;
  const below = boxes.findIndex((box) => tileOf(box).offsetTop > top);
  return below < 0 ? boxes.length : below;
}

function tell() {
  const elsewhere = form.querySelectorAll("[data-elsewhere]").length;
  const chosen = boxes.filter((box) => box.checked).length + elsewhere;
  const where = elsewhere ? `, ${elsewhere} on other pages` : "";
  form.querySelector("[data-count]").textContent = chosen ? `${chosen} chosen${where}` : "";
}

function chooseAll() {
  const wanted = !boxes.every((box) => box.checked);
  for (const box of boxes) box.checked = wanted;
  tell();
}

// From the box chosen last to this one, as lists of files do.
let last = null;
function chooseUpTo(box) {
  const [from, to] = [boxes.indexOf(last ?? box), boxes.indexOf(box)].sort((one, other) => one - other);
  for (const one of boxes.slice(from, to + 1)) one.checked = box.checked;
}

function press(key) {
  const button = form.querySelector(`button[data-key=${key}]`);
  if (button) form.requestSubmit(button);
  return Boolean(button);
}

function keyed(event, box) {
  const isRight = getComputedStyle(place).direction === "rtl" ? -1 : 1;
  const steps = { ArrowRight: isRight, ArrowLeft: -isRight, ArrowDown: across(), ArrowUp: -across() };
  const at = boxes.indexOf(box);
  if (event.key in steps) {
    const next = boxes[at + steps[event.key]];
    if (next) stand(next);
    return true;
  }
  if (event.key === "Home" || event.key === "End") {
    stand(boxes.at(event.key === "Home" ? 0 : -1));
    return true;
  }
  if (event.key === "Enter" && event.target === box) {
    linkOf(box).click();
    return true;
  }
  if (event.key === " " && event.target !== box) {
    box.click();
    return true;
  }
  if (event.shiftKey || !document.getElementById("shortcuts")) return false;
  if (event.key === "a") {
    chooseAll();
    return true;
  }
  return event.key === "e" ? press("edit") : event.key === "c" && press("beside");
}

if (boxes.length) {
  document.querySelector("[data-how]").hidden = false;
  stand(boxes.find((box) => box.checked) ?? boxes[0], false);
  tell();
  place.addEventListener("focusin", (event) => {
    const tile = tileOf(event.target);
    if (tile) stand(tile.querySelector("input[name=image]"), false);
  });
  place.addEventListener("click", (event) => {
    if (!boxes.includes(event.target)) return;
    if (event.shiftKey) chooseUpTo(event.target);
    last = event.target;
    tell();
  });
  place.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const tile = tileOf(event.target);
    if (tile && keyed(event, tile.querySelector("input[name=image]"))) event.preventDefault();
  });
}
