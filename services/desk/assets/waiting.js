// What is typed waits in this browser until the desk has it: through a reload, a crash of the page, an end of the connection.
// It waits under the name of who typed it and is read by nobody else's pages; and under that of the page it was typed on. As long
// as a page is open, what it has waiting is sent and removed by it alone: it holds a lock that says so.

import { act, json } from "./acting.js";

const { member } = document.body.dataset;
const MINE = `dragoman waiting ${member} `;
/** What an editor notes on the words of a piece: it waits for its author, and is sent by nothing but the author's hand. */
const NOTES = `dragoman noting ${member} `;

/** So many bytes of one member's words wait at most: more than a long article in every block. */
const MOST = 2_000_000;

/** A name for one save, so that sent twice it is carried out once: a UUID, also where the address is not a secure one. */
export function key() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** This page, among those of this browser. */
const here = key();
const name = (piece, block) => `${MINE}${piece} ${block} ${here}`;

/** The names of all that waits of this member. */
function names() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(MINE) || key.startsWith(NOTES));
  } catch {
    return []; // A browser that keeps nothing has nothing waiting.
  }
}

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

function write(name, what) {
  if (!member) return false;
  const text = JSON.stringify(what);
  try {
    const others = names().filter((other) => other !== name);
    const bytes = others.reduce((sum, other) => sum + localStorage.getItem(other).length, text.length);
    if (bytes > MOST) return false;
    localStorage.setItem(name, text);
    return true;
  } catch {
    return false;
  }
}

/** Nothing waits under this name any more. */
export function remove(name) {
  try {
    localStorage.removeItem(name);
  } catch {
    // A browser that keeps nothing has nothing to remove.
  }
}

/** Keeps words of this page; false where this browser cannot, and they are only on the page. */
export const keep = (piece, block, words) => write(name(piece, block), words);

/** The desk has them. */
export const drop = (piece, block) => remove(name(piece, block));

/** Says of what a page has left how far it was sent. */
export const rewrite = (name, words) => write(name, words);

/** What waits from other pages: its name, and of which piece, block and page it is. */
export function left() {
  const all = names().filter((name) => name.startsWith(MINE));
  const named = all.map((name) => [name, ...name.slice(MINE.length).split(" ")]);
  return named.map(([name, piece, block, page = ""]) => ({ name, piece, block, page })).filter(({ page }) => page !== here);
}

/** The words that wait under a name, if there are any. */
export function waiting(name) {
  const found = read(name);
  return typeof found?.text === "string" ? found : null;
}

// Whether a page is open.

const lock = (page) => `${MINE}page ${page}`;

/** Whether this browser knows locks: where it does not, two pages may send the same words, and the desk carries them out once. */
export const locks = Boolean(navigator.locks);

/** This page is open from now on. */
export const open = () => navigator.locks?.request(lock(here), () => new Promise(() => {}));

/** Runs `act` if that page is closed and no other is at what it left. */
export async function ifClosed(page, act) {
  if (!locks) return act();
  return navigator.locks.request(lock(page), { ifAvailable: true }, (mine) => mine && act());
}

/** Runs `act` as soon as that page is closed. */
export async function onceClosed(page, act) {
  return locks ? navigator.locks.request(lock(page), act) : act();
}

// Notes on a submission.

const DAY = 86_400_000;
const NOTES_AGE_MOST = 14 * DAY;

/** The notes that wait for exactly these words, by the names of their fields. */
export const notes = (of) => read(`${NOTES}${of}`)?.notes ?? {};

/** Keeps notes; false where this browser cannot. None are not kept. */
export function keepNotes(of, notes) {
  if (Object.keys(notes).length) return write(`${NOTES}${of}`, { at: Date.now(), notes });
  remove(`${NOTES}${of}`);
  return true;
}

/** What was noted long ago was about words that have gone on since. */
export function forgetOldNotes() {
  for (const name of names().filter((name) => name.startsWith(NOTES))) {
    if (!(Date.now() - read(name)?.at < NOTES_AGE_MOST)) remove(name);
  }
}

// What the desk is told.

/** The words of one save. */
export const save = (piece, block, { key, epoch, text, marks, over }, options = {}) =>
  act(`/api/pieces/${piece}/blocks/${block}`, {
    ...json("PUT", { epoch, text, marks, over: over || undefined }, { "Idempotency-Key": key }),
    ...options,
  });

/** The digest of words as the desk writes it; nothing where the browser gives none: then whatever is saved is replaced. */
export async function digest(words) {
  if (!crypto.subtle) return "";
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(words)));
  return `sha256:${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
