// What the desk's pages gain from JavaScript; every one of them works without it.
import { watchSummary } from "./progress.js";
import { watchQueue } from "./queue.js";
import { watchPages } from "./fetching.js";
import { watchSizes } from "./sizes.js";
import { guardForms } from "./unsaved.js";
import { dragToOrder } from "./ordering.js";
import { addBoxes } from "./boxes.js";
import { chooseSentences } from "./choosing.js";
import { placeByHand } from "./placing.js";
import { suggest } from "./suggesting.js";
import { mentionPeople } from "./mentioning.js";
import { tellDates } from "./dating.js";
import { keepForms } from "./keeping.js";
import { watchPresence } from "./presence.js";

keepForms(document.querySelector("[data-typed]"));
watchPresence(document.querySelector("[data-here]"));
watchSummary(document.querySelector("[data-poll]"));
watchQueue(document.querySelector("[data-queue]"));
watchPages(document.querySelector("[data-fetches]"));
watchSizes(document.querySelector("[data-sizes]"));
guardForms(document.querySelectorAll("form[data-guard]"));
dragToOrder(document.querySelector("[data-drag]"), document.querySelector("form[data-order]"));
addBoxes(document.querySelector("form[data-boxes]"));
chooseSentences(document.querySelector("[data-sentences]"));
placeByHand(document.querySelector("[data-sentences]"), document.getElementById("placing"));

suggest(document.querySelectorAll("input[data-suggest]"));
mentionPeople(document.querySelectorAll("[data-people]"));
tellDates(document.querySelectorAll("input[data-dates]"));

// After a refusal the reader stands where it happened.
const refused = document.getElementById("refused") ?? document.querySelector(".has-error");
(refused ?? document.getElementById("refusal"))?.scrollIntoView({ block: "center" });
