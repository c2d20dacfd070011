// What is typed waits in this browser until the desk has it: through a reload, a crash of the page, an end of the connection.
// It waits under the name of who typed it, and is read by nobody else's pages.

const member = document.body.dataset.member;
const MINE = `dragoman waiting ${member} `;

/** So many bytes of one member's words wait at most: more than a long article in every block. */
const MOST = 2_000_000;

const name = (piece, block) => `${MINE}${piece} ${block}`;

/** The names of all that waits of this member. */
function names() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(MINE));
  } catch {
    return []; // A browser that keeps nothing has nothing waiting.
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

/** Keeps words; false where this browser cannot, and they are only on the page. */
export function keep(piece, block, words) {
  if (!member) return false;
  const key = name(piece, block);
  const text = JSON.stringify(words);
  try {
    const others = names().filter((other) => other !== key);
    const bytes = others.reduce((sum, other) => sum + localStorage.getItem(other).length, text.length);
    if (bytes > MOST) return false;
    localStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

/** The desk has them. */
export function drop(piece, block) {
  try {
    localStorage.removeItem(name(piece, block));
  } catch {
    // A browser that keeps nothing has nothing to drop.
  }
}

/** What waits for a piece, by block. */
export function waiting(piece) {
  const of = `${MINE}${piece} `;
  const found = names().filter((key) => key.startsWith(of)).map((key) => [key.slice(of.length), read(key)]);
  return new Map(found.filter(([, words]) => typeof words?.text === "string"));
}

/** The pieces for which something waits. */
export function pieces() {
  return [...new Set(names().map((key) => key.slice(MINE.length).split(" ")[0]))];
}

/** A name for one save, so that sent twice it is carried out once: a UUID, also where the address is not a secure one. */
export function key() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** The words of one save. */
export const save = (piece, block, { key, epoch, text, marks, over }, options = {}) =>
  fetch(`/api/pieces/${piece}/blocks/${block}`, {
    method: "PUT",
    headers: { "Content-Type": "application/json", "Idempotency-Key": key },
    body: JSON.stringify({ epoch, text, marks, over: over || undefined }),
    ...options,
  });

/** The digest of words as the desk writes it; nothing where the browser gives none: then whatever is saved is replaced. */
export async function digest(words) {
  if (!crypto.subtle) return "";
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(words)));
  return `sha256:${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/**
 * Runs `act` while no other page of this browser works on the words of this piece; gives whether it did. Where a browser knows
 * no locks, two pages may send the same words: the desk carries them out once.
 */
export async function alone(piece, act) {
  if (!navigator.locks) {
    await act();
    return true;
  }
  return navigator.locks.request(`${MINE}${piece}`, { ifAvailable: true }, async (lock) => {
    if (lock) await act();
    return Boolean(lock);
  });
}
