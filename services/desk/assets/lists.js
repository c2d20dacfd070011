// A list stays current. What changed is shown in its row, what is new is told: nothing moves under the reader's eyes.

import * as words from "./words.js";
import { on } from "./live.js";

const list = document.querySelector("[data-list]");
const told = list.querySelector("[data-fresh]");

const MOST = 100; // rows that are asked for by themselves: where more moved, the whole list is
const PAUSE = 500; // between two questions for rows: a busy newsroom is shown in steps
const PAUSE_WHOLE = 3_000; // between two for a whole page, which costs more
const AGAIN = 10_000; // after a question in vain

/** What moved and was not asked for yet. */
const waiting = new Set();
let whole = false;
let asking = false;
/** Ends the pause before the next question. */
let wake = () => {};
/** What came into this page of the list since it was shown. */
const fresh = new Set();

const rows = (within) => [...within.querySelectorAll("tbody tr")];
const named = (row) => row.dataset.of ?? row.querySelector("[data-row]")?.getAttribute("href");

/** Of pages that ask at the same news, not all ask at the same time. */
const about = (pause) => pause * (0.75 + Math.random() / 2);

/** A row as it is by now. The cell with the focus stays, so that nobody loses their place. */
function renew(row, now) {
  let changed = false;
  row.querySelector(".gone")?.remove();
  [...row.cells].forEach((cell, at) => {
    const other = now.cells[at];
    if (!other || cell.innerHTML === other.innerHTML || cell.contains(document.activeElement)) return;
    // A time that is told otherwise as it passes is no news.
    changed ||= cell.textContent !== other.textContent && !other.querySelector("time");
    cell.innerHTML = other.innerHTML;
  });
  row.classList.remove("left");
  if (changed) row.classList.add("moved");
}

/** A row stays where it was read, and says that it is in the list no more. */
function leave(row) {
  if (row.classList.contains("left")) return;
  row.classList.add("left");
  const gone = document.createElement("span");
  gone.className = "gone";
  gone.textContent = words.notInList();
  [...row.cells].at(-1).append(gone);
}

/** Whether a row has left the whole list that is shown anew, and was not only pushed onto the next page by new ones. */
function hasLeft(row, now) {
  const rest = rows(list).slice(rows(list).indexOf(row) + 1);
  return fresh.size === 0 || rest.some((other) => now.has(named(other)));
}

function count(page) {
  const chips = [...page.querySelectorAll(".chip")];
  list.querySelectorAll(".chip").forEach((chip, at) => (chip.textContent = chips[at]?.textContent ?? chip.textContent));
  told.hidden = fresh.size === 0;
  told.querySelector("[data-count]").textContent = words.fresh(fresh.size);
}

/** The whole list as it is by now. */
function showWhole(page) {
  const now = new Map(rows(page).map((row) => [named(row), row]));
  const here = rows(list);
  const known = new Set(here.map(named));
  fresh.clear();
  for (const name of now.keys()) if (!known.has(name)) fresh.add(name);
  for (const row of here) {
    const other = now.get(named(row));
    if (other) renew(row, other);
    else if (hasLeft(row, now)) leave(row);
  }
  count(page);
}

/** The rows that moved, as they are by now; those that are not among them are in the list no more. */
function showRows(page, names) {
  const now = new Map(rows(page).map((row) => [named(row), row]));
  const here = new Map(rows(list).map((row) => [named(row), row]));
  for (const name of names) {
    const [row, other] = [here.get(name), now.get(name)];
    if (row && other) renew(row, other);
    else if (row) leave(row);
    else if (other && "here" in other.dataset) fresh.add(name);
    else fresh.delete(name);
  }
  count(page);
}

async function page(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.statusText);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** Asks for what moved; gives how long to wait before the next question. */
async function ask() {
  const names = [...waiting];
  const all = whole || !list.dataset.rows || names.length > MOST;
  waiting.clear();
  whole = false;
  try {
    if (!all) {
      showRows(await page(`${list.dataset.rows}&of=${names.join(",")}`), names);
      return PAUSE;
    }
    const now = (await page(location.href)).querySelector("[data-list]");
    if (now) showWhole(now);
    return about(PAUSE_WHOLE);
  } catch {
    // Without an answer the list stays as it is, and what moved is asked for again.
    for (const name of names) waiting.add(name);
    whole = all;
    return about(AGAIN);
  }
}

/** One question at a time: what moves meanwhile is asked for with the next. */
async function look() {
  if (asking) return;
  asking = true;
  while (waiting.size || whole) {
    const pause = await ask();
    await new Promise((done) => {
      wake = done;
      setTimeout(done, pause);
    });
  }
  asking = false;
}

on("moved", ({ articles = [], pieces = [] }) => {
  for (const name of [...articles, ...pieces]) waiting.add(name);
  look();
});
on("anew", () => {
  whole = true;
  look();
});
on("here", () => wake());
