// What an editor notes while reading waits in this browser until it is sent: also where the page is opened anew in between. It is
// about exactly these words as they were submitted this time, and comes back for no others.

import { forgetOldNotes, keepNotes, notes } from "./waiting.js";

const form = document.getElementById("review");
const of = form.dataset.notes;
const fields = [...form.elements].filter((element) => element.matches("textarea"));
/** Whether all that is noted waits in this browser. */
let waits = true;
let leaving = false;

const typed = (field) => field.value !== field.defaultValue;

/** Another page may have the same words open: what is noted there, in other fields, stays. */
function hold({ name, value }) {
  const all = notes(of);
  if (value) all[name] = value;
  else delete all[name];
  waits = keepNotes(of, all);
}

const before = notes(of);
for (const field of fields) {
  const words = before[field.name];
  // What came with the page is newer.
  if (words === undefined || field.value) continue;
  field.value = words;
  field.closest("details")?.setAttribute("open", "");
}

for (const field of fields) field.addEventListener("input", () => hold(field));
form.addEventListener("submit", () => (leaving = true));
window.addEventListener("pageshow", () => (leaving = false));
window.addEventListener("beforeunload", (event) => {
  if (!leaving && !waits && fields.some(typed)) event.preventDefault();
});
forgetOldNotes();
