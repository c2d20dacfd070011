// What the workbench says of all blocks together: what is saved and what is not, and what somebody has to know or do.

import * as words from "./words.js";
import { blocks } from "./blocks.js";
import { bench, over } from "./claim.js";
import { down } from "./connection.js";
import { link } from "./elements.js";
import { sentence } from "./written.js";

const saved = document.getElementById("saved");
const unsaved = document.getElementById("unsaved");
const alert = document.getElementById("alert");
/** Leads to the first block without words, where the text was not submitted for want of them. */
const toLacking = document.querySelector("[data-lacks-words]");

/** What is saved and what is not, over all blocks. */
export function show() {
  const open = blocks.filter((block) => block.unsaved);
  const failed = down ? open.length > 0 : blocks.some((block) => block.failed);
  const done = over && !open.length;
  saved.textContent = done ? "" : failed ? words.notSavedShort() : open.length ? words.saving() : blocks.some((block) => block.known) ? words.saved() : "";
  saved.classList.toggle("not", failed);
  const since = open.map((block) => block.since).filter(Boolean).sort()[0];
  const waits = open.some((block) => block.onlyHere) ? words.onlyOnThisPage : words.waitsHere;
  const line = down && since ? waits(since) : "";
  // Said once, not with every key.
  if (unsaved.textContent !== line) unsaved.textContent = line;
  const wanted = blocks.filter((block) => "wanted" in block.field.dataset);
  const lacking = wanted.filter((block) => !block.field.value.trim());
  const written = wanted.length - lacking.length;
  document.getElementById("meter").value = written;
  document.getElementById("count").textContent = words.blocksDone(written, wanted.length);
  if (toLacking) tellAnew(toLacking, lacking.map(({ field }) => field), words.notTranslated(lacking.length));
  if (over) finished();
  else if (!failed) alert.hidden = true;
}

/** What the desk has said of these places, as it is by now: its link leads to the first, and it goes with the last, unless somebody is at it. */
export function tellAnew(link, places, line, focused = document.activeElement) {
  const message = link.parentElement;
  message.hidden = !places.length && !message.contains(focused);
  if (!places.length) return;
  // Said once, not with every key.
  if (message.firstChild.textContent !== `${line} `) message.firstChild.textContent = `${line} `;
  link.hash = places[0].id;
}

/** Says what has gone wrong, with a way out of it: where to, and what that is called. */
export function complain(said, to, called, rest) {
  if (alert.dataset.words === said && !alert.hidden) return;
  alert.dataset.words = said;
  alert.replaceChildren(said, link(to, called, { target: "_blank" }), rest);
  alert.hidden = false;
}

/** Why the claim is over, once it is, and where the words are. */
export function finished(why) {
  alert.dataset.why = why ?? alert.dataset.why;
  const here = blocks.filter((block) => block.dirty).length;
  const kept = blocks.filter((block) => block.kept !== null).length;
  const where = here ? words.waitForDesk() : kept ? words.keptBesideBlocks(kept) : words.allWasSaved();
  const said = [sentence(alert.dataset.why), where].join(" ");
  if (alert.dataset.words === said) return;
  alert.dataset.words = said;
  alert.replaceChildren(`${said} `, link(`/pieces/${bench.dataset.piece}`, words.openAgain()));
  alert.hidden = false;
}
