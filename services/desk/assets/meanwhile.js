// A page that is read says when what it shows is no longer so, and changes nothing under the reader's eyes. On the timeline
// what is new stands at the end besides, where it moves nothing.

import { on } from "./live.js";

const told = document.querySelector("[data-meanwhile]");
const timeline = document.querySelector(".timeline[data-last]");
let asking = null;
/** Whether something happened that was asked for in vain. */
let missed = false;

/** What happened since, as lines below those that are there. */
async function goOn() {
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  const last = timeline.lastElementChild?.id.slice("event-".length) ?? 0;
  try {
    const answer = await fetch(`${timeline.dataset.last}?after=${last}`, { signal });
    if (!answer.ok) throw new Error(answer.statusText);
    missed = false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const line of page.querySelectorAll(".timeline > li")) {
      line.classList.add("moved");
      // What was chosen to be compared stays chosen.
      for (const pick of line.querySelectorAll("input")) pick.checked = false;
      timeline.append(document.importNode(line, true));
    }
  } catch {
    // Without an answer the timeline ends where it ends, until the desk is heard again or has news.
    missed ||= !signal.aborted;
  }
}

/** What of the news the page shows, where it listens to all of them. */
const shown = told?.dataset.meanwhile.split(" ").filter(Boolean) ?? [];

function renew() {
  if (timeline) goOn();
  // What stands above a timeline is no longer so either.
  if (told) told.hidden = false;
}

/**
 * A form that somebody has filled in, or that came back as it was filled in, is not shown anew in its place:
 * how things are now can be seen beside it.
 */
let filled = document.querySelector(".message.problem, [data-filled]") !== null;

function offer() {
  const [anew, beside] = ["[data-anew]", "[data-beside]"].map((link) => told?.querySelector(link));
  if (!beside) return;
  anew.hidden = filled;
  beside.hidden = !filled;
}

document.addEventListener("input", ({ target }) => {
  filled ||= target.form?.method === "post";
  offer();
});
offer();

on("moved", (news) => {
  if (shown.length === 0 || shown.some((thing) => news[thing])) renew();
});
on("anew", renew);
on("here", () => missed && goOn());
