// Words that wait in this browser from a page that is closed: sent from whichever page of the desk their author opens next.
// Where the claim ended meanwhile, the desk keeps them for their author.

import * as said from "./words.js";
import { element, link } from "./elements.js";
import { ifClosed, key, left, remove, rewrite, save, waiting } from "./waiting.js";
import { sentence } from "./written.js";

const AGAIN = 2_000; // after a try that was in vain
const AGAIN_MOST = 60_000; // and after many
const told = document.querySelector("[data-unsent]");
/** The workbench takes up what it can of its own piece, and says of which pages the rest is to be sent. */
const own = document.getElementById("bench")?.dataset.piece;
const released = new Set();
/** What the desk does not take: it waits for its author, who is told once. */
const refused = new Set();
let pause = AGAIN;
let timer;

/** Sends one save; gives "saved" with the digest of what is, or "kept", or why not; throws where it is to be tried again. */
async function send({ piece, block }, one) {
  const answer = await save(piece, block, one, { signal: AbortSignal.timeout(20_000) });
  if (answer.status >= 500 || answer.status === 429 || answer.status === 401) throw new Error("not now");
  const { kept, detail, type, saved } = await answer.json();
  if (answer.ok) return { saved };
  if (!kept) return { why: detail };
  // That the words stand elsewhere, or say something else by now, ends no claim.
  return { kept: /:(other_words_saved|block_gone|block_set_aside)$/.test(type) ? said.nowKeptBeside : said.nowKept };
}

/** What waits for one block, one save after the other: what was on its way when the page was closed goes first. */
async function sendBlock(one, there) {
  const { epoch, text, marks } = there;
  let { over, sent } = there;
  if (sent) {
    const came = await send(one, sent);
    if (sent.text === text) return came;
    if (came.saved) over = came.saved;
  }
  // The name of this save is kept before it is sent, so that it is the same if it is tried again.
  sent = { key: key(), epoch, text, marks, over };
  rewrite(one.name, { ...there, over, sent });
  return send(one, sent);
}

const ready = () => left().filter(({ name, piece, page }) => (piece !== own || released.has(page)) && !refused.has(name));

/** Sends what a page that is closed has left, and says of each piece what came of it. */
async function sendLeft(page) {
  const all = ready().filter((one) => one.page === page);
  for (const piece of new Set(all.map(({ piece }) => piece))) {
    const came = [];
    try {
      for (const one of all.filter((one) => one.piece === piece)) {
        const there = waiting(one.name);
        if (!there) continue;
        const { why, kept } = await sendBlock(one, there);
        came.push({ ...one, why, to: kept ?? said.nowSaved, text: there.text });
        if (why) refused.add(one.name);
        else remove(one.name);
      }
    } finally {
      say(piece, came);
    }
  }
}

/** Says once what came of it. */
function say(piece, came) {
  for (const to of [said.nowSaved, said.nowKept, said.nowKeptBeside]) {
    const count = came.filter((one) => !one.why && one.to === to).length;
    if (count) line(said.keptFrom(count), to(), link(`/pieces/${piece}`, said.thePiece()), ".");
  }
  for (const { name, why, text } of came.filter(({ why }) => why)) {
    const away = element("button", { type: "button", className: "plain", textContent: said.throwAway() });
    const shown = element("span", { className: "lines", dir: "auto", textContent: text });
    const all = line(said.notTaken(), `${sentence(why)} `, shown, " ", away);
    away.addEventListener("click", () => {
      remove(name);
      all.remove();
      told.hidden = !told.childElementCount;
    });
  }
}

function line(...parts) {
  const all = element("p", {}, ...parts);
  told.append(all);
  told.hidden = false;
  return all;
}

async function sendAll() {
  clearTimeout(timer);
  try {
    for (const page of new Set(ready().map(({ page }) => page))) await ifClosed(page, () => sendLeft(page));
    pause = AGAIN;
  } catch {
    timer = setTimeout(sendAll, pause * (0.75 + Math.random() / 2));
    pause = Math.min(pause * 2, AGAIN_MOST);
  }
}

/** Sends what this page has left for the piece of the workbench, as far as that has not taken it up. */
export function sendOf(page) {
  released.add(page);
  return sendAll();
}

if (told) sendAll();
