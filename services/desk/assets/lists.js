// A list stays current. What changed is shown in its row, what is new is told: nothing moves under the reader's eyes.

import { listen } from "./live.js";

const list = document.querySelector("[data-list]");
const told = list.querySelector("[data-fresh]");
let asking = null;

const named = (row) => row.querySelector("[data-row]")?.getAttribute("href");
const rows = (within) => [...within.querySelectorAll("tbody tr")];

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

/** Whether a row has left the list, and was not only pushed onto the next page by new ones. */
function hasLeft(row, now, fresh) {
  const rest = rows(list).slice(rows(list).indexOf(row) + 1);
  return fresh === 0 || rest.some((other) => now.has(named(other)));
}

function show(page) {
  const now = new Map(rows(page).map((row) => [named(row), row]));
  const here = rows(list);
  const known = new Set(here.map(named));
  const fresh = [...now.keys()].filter((name) => !known.has(name)).length;
  for (const row of here) {
    const other = now.get(named(row));
    if (other) renew(row, other);
    else if (hasLeft(row, now, fresh)) row.classList.add("left");
  }
  const chips = [...page.querySelectorAll(".chip")];
  list.querySelectorAll(".chip").forEach((chip, at) => (chip.textContent = chips[at]?.textContent ?? chip.textContent));
  told.hidden = fresh === 0;
  told.querySelector("[data-count]").textContent = fresh === 1 ? "One more is here by now." : `${fresh} more are here by now.`;
}

async function look() {
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(location.href, { signal: asking.signal });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-list]");
    if (page) show(page);
  } catch {
    // Without a connection the list stays as it is; the next news asks again.
  }
}

listen("/api/live", look);
