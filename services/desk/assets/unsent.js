// Words that wait in this browser from a page that is closed: sent from whichever page of the desk their author opens next.
// Where the claim ended meanwhile, the desk keeps them for their author.

import * as words from "./words.js";
import { sentence } from "./written.js";
import { alone, digest, drop, key, keep, pieces, save, waiting } from "./waiting.js";

const AGAIN = 2_000; // after a try that was in vain
const AGAIN_MOST = 60_000; // and after many
const told = document.querySelector("[data-unsent]");
/** The workbench sends what waits for its own piece. */
const own = document.getElementById("bench")?.dataset.piece;
let pause = AGAIN;

const anchor = (href, textContent) => Object.assign(document.createElement("a"), { href, textContent, className: "shown" });

/** Sends one save; gives "saved", "kept" or why not; throws where it is to be tried again. */
async function send(piece, block, one) {
  const answer = await save(piece, block, one, { signal: AbortSignal.timeout(20_000) });
  if (answer.ok) return { saved: true };
  if (answer.status >= 500 || answer.status === 429 || answer.status === 401) throw new Error("not now");
  const { kept, detail } = await answer.json();
  return kept ? { kept: true } : { why: detail };
}

/** What waits for one block, one save after the other: what was on its way when the page was closed goes first. */
async function sendBlock(piece, block, held) {
  const { epoch, text, marks } = held;
  let { over, sent } = held;
  if (sent) {
    const came = await send(piece, block, sent);
    if (came.why) return { ...came, text };
    if (sent.text === text) return came;
    if (came.saved) over = await digest(sent.text);
  }
  // The name of this save is kept before it is sent, so that it is the same if it is tried again.
  sent = { key: key(), epoch, text, marks, over };
  keep(piece, block, { ...held, sent });
  return { ...(await send(piece, block, sent)), text };
}

async function sendPiece(piece) {
  const came = { saved: 0, kept: 0, refused: [] };
  for (const [block, held] of waiting(piece)) {
    const { saved, kept, why, text } = await sendBlock(piece, block, held);
    if (saved) came.saved += 1;
    if (kept) came.kept += 1;
    if (why) came.refused.push({ piece, block, why, text });
    else drop(piece, block);
  }
  say(piece, came);
}

/** Says once what came of it. */
function say(piece, { saved, kept, refused }) {
  const to = () => anchor(`/pieces/${piece}`, words.thePiece());
  if (saved) line(words.keptFrom(saved), words.nowSaved(), to(), ".");
  if (kept) line(words.keptFrom(kept), words.nowKept(), to(), ".");
  for (const { block, why, text } of refused) {
    const away = Object.assign(document.createElement("button"), { type: "button", className: "plain", textContent: words.throwAway() });
    const shown = Object.assign(document.createElement("span"), { className: "lines", dir: "auto", textContent: text });
    const said = line(words.notTaken(), `${sentence(why)} `, shown, " ", away);
    away.addEventListener("click", () => {
      drop(piece, block);
      said.remove();
      told.hidden = !told.childElementCount;
    });
  }
}

function line(...parts) {
  const said = document.createElement("p");
  said.append(...parts);
  told.append(said);
  told.hidden = false;
  return said;
}

async function sendAll() {
  try {
    for (const piece of pieces().filter((piece) => piece !== own)) await alone(piece, () => sendPiece(piece));
    pause = AGAIN;
  } catch {
    setTimeout(sendAll, pause * (0.75 + Math.random() / 2));
    pause = Math.min(pause * 2, AGAIN_MOST);
  }
}

if (told) sendAll();
