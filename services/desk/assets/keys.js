// The keys of a page. `?` shows what stands on the page it is asked on: nothing is listed that is not there. An act of a
// page has a letter that is pressed with Alt, in `data-key`; modules that know other keys say so here.

import * as words from "./words.js";

const said = [];

/** Adds keys to what `?` shows: under which heading, which keys, and what they do; for as long as `there` says so. */
export function tell(group, keys, what, there = () => true) {
  said.push({ group, keys, what, there });
}

const there = (element) => element && !element.disabled && element.checkVisibility();
const all = (selector) => [...document.querySelectorAll(selector)].filter(there);

/** What an act is called, without the keys that stand on it. */
function called(element) {
  if (element.ariaLabel) return element.ariaLabel;
  const copy = element.cloneNode(true);
  for (const key of copy.querySelectorAll("kbd")) key.remove();
  return copy.textContent.trim().replace(/\s+/g, " ");
}

/** Whether a dialogue is open: then nothing of the page acts. */
export const isAsking = () => document.querySelector("dialog[open]") !== null;

/** What keys write in, instead of acting. */
export const typing = (element) => element.closest("input, textarea, select, dialog[open], [contenteditable]");

/** The key that was pressed: by its place, where the keyboard writes other letters than ours there. */
export function pressed({ key, code, shiftKey }) {
  if (/^[\x20-\x7e]+$/.test(key)) return key;
  if (code === "Slash") return shiftKey ? "?" : "/";
  return code.replace(/^Key/, "").toLowerCase();
}

/** The element that this letter acts on. */
export function act(letter) {
  if (isAsking()) return null;
  return all("[data-key]").find((element) => element.dataset.key === letter);
}

for (const element of document.querySelectorAll("[data-key]")) {
  element.setAttribute("aria-keyshortcuts", `Alt+${element.dataset.key.toUpperCase()}`);
}

/** All keys of the page as it is now, by heading. */
function keys() {
  const groups = new Map([[words.onThisPage(), []], [words.inLists(), []], [words.whileWriting(), []], [words.everywhere(), []]]);
  const add = (group, keys, what) => groups.get(group).push([keys, what]);
  for (const main of all("[data-main]").slice(0, 1)) add(words.onThisPage(), ["Ctrl", "Enter"], called(main));
  for (const claim of all("[data-claim]").slice(0, 1)) add(words.onThisPage(), ["C"], called(claim));
  for (const next of all("[data-next]").slice(0, 1)) add(words.onThisPage(), ["N"], called(next));
  for (const commission of all("[data-commission]").slice(0, 1)) add(words.onThisPage(), ["M"], called(commission));
  for (const element of all("[data-key]")) add(words.onThisPage(), ["Alt", element.dataset.key.toUpperCase()], called(element));
  if (document.querySelector("[data-row]")) {
    add(words.inLists(), ["J", "K"], words.nextAndPrevious());
    add(words.inLists(), ["Enter"], words.openIt());
  }
  for (const { group, keys, what, there } of said) if (there()) add(words[group](), keys, what());
  for (const link of document.querySelectorAll("[data-go]")) add(words.everywhere(), ["G", link.dataset.go.toUpperCase()], called(link));
  if (document.querySelector("[data-find], .asking input")) add(words.everywhere(), ["/"], words.searchEverything());
  add(words.everywhere(), ["?"], words.theseKeys());
  return groups;
}

const element = (name, text) => Object.assign(document.createElement(name), { textContent: text });

export function show() {
  const dialog = document.getElementById("keys");
  const parts = [];
  for (const [group, lines] of keys()) {
    if (!lines.length) continue;
    const list = document.createElement("dl");
    for (const [keys, what] of lines) {
      const term = document.createElement("dt");
      keys.forEach((key, at) => term.append(at ? " " : "", element("kbd", key)));
      list.append(term, element("dd", what));
    }
    const part = document.createElement("section");
    part.append(element("h3", group), list);
    parts.push(part);
  }
  dialog.querySelector("[data-keys]").replaceChildren(...parts);
  dialog.showModal();
}
