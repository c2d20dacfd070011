// A list stays current. What changed is shown in its row, what is new is told: nothing moves under the reader's eyes.

import * as words from "./words.js";
import { on } from "./live.js";

const list = document.querySelector("[data-list]");
const told = list.querySelector("[data-fresh]");

const MOST = 100; // rows that are asked for by themselves: where more moved, the whole list is
const PAUSE = 500; // between two goes of asking: a busy newsroom is shown in steps

/** What moved and was not asked for yet. */
const waiting = new Set();
let whole = false;
let asking = false;
/** What came into this page of the list since it was shown. */
const fresh = new Set();

const rows = (within) => [...within.querySelectorAll("tbody tr")];
const named = (row) => row.dataset.of ?? row.querySelector("[data-row]")?.getAttribute("href");

/** A row as it is by now. The cell with the focus stays, so that nobody loses their place. */
function renew(row, now) {
  let changed = false;
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
    else if (hasLeft(row, now)) row.classList.add("left");
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
    else if (row) row.classList.add("left");
    else if (other && "here" in other.dataset) fresh.add(name);
    else fresh.delete(name);
  }
  count(page);
}

async function page(address) {
  const answer = await fetch(address);
  return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
}

async function ask() {
  const names = [...waiting];
  const all = whole || !list.dataset.rows || names.length > MOST;
  waiting.clear();
  whole = false;
  if (all) {
    const now = (await page(location.href))?.querySelector("[data-list]");
    if (now) showWhole(now);
  } else if (names.length) {
    const now = await page(`${list.dataset.rows}&of=${names.join(",")}`);
    if (now) showRows(now, names);
  }
}

/** One question at a time: what moves meanwhile is asked for with the next. */
async function look() {
  if (asking) return;
  asking = true;
  while (waiting.size || whole) {
    try {
      await ask();
    } catch {
      // Without a connection the list stays as it is, and is asked for as a whole with the next news.
      whole = true;
      break;
    }
    await new Promise((done) => setTimeout(done, PAUSE));
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
