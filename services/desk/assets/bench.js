// The workbench: its blocks, what waits for them from pages that are closed, and what is done with all of them together. What
// stands beside the blocks is in modules of its own: they hear "block" when another block is at hand, "saved" when the words of
// one are, "other" when other words were saved elsewhere, and "newer" when the source is not what the page shows.

import * as words from "./words.js";
import { Block, PATIENCE, PAUSE } from "./block.js";
import { blocks } from "./blocks.js";
import { address, bench, epoch, held, revision, work } from "./claim.js";
import { again, down } from "./connection.js";
import { replace } from "./inserting.js";
import { on } from "./live.js";
import { complain, finished, show } from "./telling.js";
import { sendOf } from "./unsent.js";
import { left, locks, onceClosed, open, remove, waiting } from "./waiting.js";
import { sentence } from "./written.js";

const { piece } = bench.dataset;
let leaving = false;

blocks.push(...[...bench.querySelectorAll("textarea[id^=text-]")].map((field) => new Block(field)));

// The claim is over: what is in the fields is kept by itself, and nothing more is typed or pressed in vain.
bench.addEventListener("over", ({ detail: why }) => {
  for (const element of bench.elements) {
    if (element.type === "submit") element.disabled = true;
    else element.readOnly = true;
  }
  finished(why);
  for (const block of blocks) if (block.dirty) block.save();
});

bench.addEventListener("submit", async (event) => {
  if (leaving) return;
  event.preventDefault();
  const by = event.submitter;
  // What is on its way arrives first, so that it does not come after the submission. The form holds all the rest.
  await Promise.all(blocks.map((block) => block.save()));
  if (down) return complain(words.notPosted(), location.pathname, words.openAgain(), words.whenBack());
  // A form is not posted from within its own submit event.
  await new Promise((done) => setTimeout(done));
  leaving = true;
  // Where no answer comes, or it was stopped, the page is here still: what is pressed next is meant.
  setTimeout(() => (leaving = false), PATIENCE);
  bench.requestSubmit(by);
});

bench.addEventListener("click", (event) => {
  const take = event.target.closest("[data-take]");
  if (!take) return;
  event.preventDefault();
  replace(document.getElementById(take.dataset.take), take.closest(".card").querySelector("[data-kept]").textContent);
});

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") for (const block of blocks) block.save();
  else again();
});
window.addEventListener("online", again);
on("here", again);
window.addEventListener("pageshow", () => (leaving = false));
// What waits in this browser is not lost with the page: only where it does not wait, the page asks.
window.addEventListener("beforeunload", (event) => {
  if (!leaving && blocks.some((block) => block.unsaved && block.onlyHere)) event.preventDefault();
});

for (const block of blocks) {
  block.grow();
  // Words that came back unsaved with the page are not to be lost a second time.
  if (block.dirty) block.later(PAUSE);
}

// What waits from other pages.

/** The pages that this one follows to their end. */
const followed = new Set();

/** Takes up what a page that is closed has left; for what finds other words in its place, the desk decides. */
function takeUp(page) {
  for (const one of left().filter((one) => one.piece === piece && one.page === page)) {
    const there = waiting(one.name);
    if (there && blocks.find(({ number }) => number === one.block)?.takesUp(there)) remove(one.name);
  }
  show();
}

function follow() {
  for (const { page } of left().filter((one) => one.piece === piece && !followed.has(one.page))) {
    followed.add(page);
    onceClosed(page, () => takeUp(page)).then(() => sendOf(page));
  }
}

open();
follow();
// A page that began to write later, and is closed before this one.
if (locks) window.addEventListener("storage", follow);
show();

export { address, bench, blocks, complain, epoch, held, revision, sentence, work };
