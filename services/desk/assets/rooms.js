// Deciding about proposals with one key, and pages that say how things are now. All of it can be done without.

import { pressed, tell, typing } from "./keys.js";
import * as words from "./words.js";

/** The row of a proposal that the reader is at; the first where they are at none. */
function proposal() {
  const rows = [...document.querySelectorAll(".proposals tbody tr")];
  return rows.find((row) => row.contains(document.activeElement)) ?? rows[0];
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const asked = { a: "[data-agree]", d: "[data-decline]" }[pressed(event)];
  const button = asked && proposal()?.querySelector(asked);
  if (!button) return;
  event.preventDefault();
  button.click();
});

const waiting = (act) => () => document.querySelector(`.proposals [data-${act}]`) !== null;
tell("inLists", ["A"], words.agree, waiting("agree"));
tell("inLists", ["D"], words.decline, waiting("decline"));

/** A part of the page as it is by now, unless somebody is in it; and after how many seconds it is asked for again. */
async function renew(part, at) {
  if (document.visibilityState !== "visible" || part.contains(document.activeElement)) return;
  try {
    const answer = await fetch(location.href);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelectorAll("[data-renew]")[at];
    if (!now || part.contains(document.activeElement)) return;
    part.replaceChildren(...now.childNodes);
    part.dataset.renew = now.dataset.renew;
  } catch {
    // Without a connection it stays as it is; it says of when it is.
  }
}

document.querySelectorAll("[data-renew]").forEach((part, at) => {
  const pause = () => Number(part.dataset.renew) * 1_000;
  if (!pause()) return;
  // What has come to rest is asked for no more.
  const timer = setInterval(() => (pause() ? renew(part, at) : clearInterval(timer)), pause());
});
