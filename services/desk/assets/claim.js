// The claim: how long it holds, that it goes on while somebody works, and a question before it ends while nobody does.
// Work is what moves: keys, the pointer, reading on. A page that is only open keeps no claim. The modules beside hear "over"
// when it has ended.

import * as words from "./words.js";
import { act, json } from "./acting.js";
import { on } from "./live.js";

const bench = document.getElementById("bench");
const lease = document.getElementById("lease");
const ending = document.getElementById("ending");
const address = `/api/pieces/${bench.dataset.piece}`;
const epoch = Number(bench.elements.epoch.value);
/** Which revision of the source the page shows. */
let revision = Number(bench.elements.revision.value);

const MINUTE = 60_000;
const LENGTH = Math.max(1, Number(bench.dataset.minutes)) * MINUTE;
// Between two renewals while somebody works: often enough for one that fails to be tried again in time.
const RENEW = Math.min(3 * MINUTE, LENGTH / 4);
const TELL = Math.min(20_000, RENEW);
/** So long before the end it is asked about, while nobody works. */
const ASK = Math.min(5 * MINUTE, LENGTH / 3);
const SOON = 10 * MINUTE;

/** Whether the claim is over: then words are kept, and no more are taken. */
let over = false;
/**
 * When the claim ends, by this machine's clock. Only the distance from now is ever the server's word, so a clock that is
 * wrong changes nothing; and it goes on while a lid is closed.
 */
let ends = Date.now() + Number(bench.dataset.left);
/** The question to the server how the claim stands, while it is on its way. */
let looking = null;
/** Whether somebody did something since the last renewal. */
let worked = false;
/** Whether it was asked about this end of the claim: once is enough. */
let asked = false;
const { title } = document;

/** Something was done by hand: the claim is renewed for it. */
function work() {
  if (!ending.open) worked = true;
}

/** The page shows this revision of the source by now. */
function shows(newest) {
  revision = newest;
  bench.elements.revision.value = newest;
}

/** The claim as an answer tells it, and whether the source has changed since the page was shown. */
function held(answer, row) {
  if (row.newest_revision > revision) bench.dispatchEvent(new CustomEvent("newer", { detail: row.newest_revision }));
  if (!lease || row.state !== "claimed") return;
  lease.dateTime = row.lease.until;
  // The header's time is the server's own.
  ends = Date.now() + (new Date(row.lease.until) - new Date(answer.headers.get("Date")));
  if (ends - Date.now() > ASK) asked = false;
  told();
}

function told() {
  if (!lease) return;
  const left = ends - Date.now();
  if (left <= 0) look();
  else if (left <= ASK && !over) worked ? renew() : ask();
  const soon = over || left < SOON;
  lease.textContent = over || left <= 0 ? words.timeOver() : words.yoursFor(words.length(left));
  lease.classList.toggle("soon", soon);
  lease.classList.toggle("mine", !soon);
  if (!ending.open) return;
  if (over || left > ASK || left <= 0) ending.close();
  else ending.querySelector("[data-left]").textContent = words.endsIn(words.length(left));
}

/** Asks whoever comes back to an idle page. Without an answer the claim ends, and nothing is lost. */
function ask() {
  if (asked || ending.open) return;
  asked = true;
  ending.showModal();
  document.title = `${words.endsSoon()} · ${title}`;
}

async function renew() {
  if (!worked || over) return;
  worked = false;
  try {
    const answer = await act(`${address}/renewal`, json("POST", { epoch }));
    if (answer.ok) held(answer, await answer.json());
    else if (answer.status === 409) lost((await answer.json()).detail);
    else worked = true;
  } catch {
    worked = true;
  }
}

/** Asks how the claim stands: after a lid was closed, or when the time seems over, only the server knows. */
function look() {
  if (!over) looking ??= lookNow().finally(() => (looking = null));
  return looking;
}

async function lookNow() {
  try {
    const answer = await fetch(address);
    if (answer.ok) {
      const row = await answer.json();
      const mine = row.state === "claimed" && row.lease.epoch === epoch;
      const left = mine ? new Date(row.lease.until) - new Date(answer.headers.get("Date")) : 0;
      if (left > 0) held(answer, row);
      // Until the desk has looked after claims that ended, the piece stands as it stood.
      else if (mine) end(words.timeOver());
      else end(words.whyOver(row, document.body.dataset.member));
    }
  } catch {
    // Without a connection nobody knows; what is typed waits in this browser.
  }
}

/** A save was refused because the claim is over: why that is so, the piece itself tells best. */
async function lost(why) {
  await look();
  end(why);
}

/** The claim is over, for this reason. */
function end(why) {
  if (over) return;
  over = true;
  told();
  bench.dispatchEvent(new CustomEvent("over", { detail: why }));
}

ending.addEventListener("close", () => (document.title = title));
ending.querySelector("[data-keep]").addEventListener("click", () => {
  ending.close();
  work();
  renew();
});
ending.querySelector("[data-give-back]").addEventListener("click", () => {
  ending.close();
  document.getElementById("release").click();
});

for (const act of ["keydown", "pointerdown", "pointermove", "wheel", "touchmove", "scroll"]) {
  document.addEventListener(act, work, { passive: true, capture: true });
}
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") look();
});
window.addEventListener("online", look);
window.addEventListener("pageshow", (event) => {
  // A page out of the browser's memory tells what was so when it was left.
  if (event.persisted) look();
});
for (const news of ["moved", "anew"]) on(news, look);
setInterval(renew, RENEW);
setInterval(told, TELL);
told();

export { address, bench, epoch, held, lost, over, revision, shows, work };
