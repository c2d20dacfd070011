// Keys and small comforts. Whatever is done here can be done without it too.

import { act, isAsking, pressed, show, typing } from "./keys.js";
import * as words from "./words.js";

const main = () => document.querySelector("[data-main]");
const ANSWERED = 20_000; // after which a form that was sent may be sent again: the desk gives up before

/** Moves along the rows of a list. */
function move(step) {
  const rows = [...document.querySelectorAll("[data-row]")];
  const focused = rows.indexOf(document.activeElement);
  const shown = rows.findIndex((row) => row.ariaCurrent === "true");
  const from = focused >= 0 ? focused : shown;
  rows[Math.min(Math.max(from + step, 0), rows.length - 1)]?.focus();
}

const THEN = 1_500; // within which the letter of a page follows
let going = -THEN;

/** After `g`, the letter of a page leads there. */
function go(key, { timeStamp }) {
  const asked = timeStamp - going < THEN;
  going = key === "g" ? timeStamp : -THEN;
  const link = asked ? [...document.querySelectorAll("[data-go]")].find(({ dataset }) => dataset.go === key) : null;
  link?.click();
  return Boolean(link);
}

/** To the search: the page's own field, else the one above every page; where there is no room for that, its page. */
function search() {
  const fields = [...document.querySelectorAll(".asking input, [data-find]")];
  const field = fields.find((field) => field.checkVisibility());
  if (field) field.select();
  field?.focus();
  if (!field) document.querySelector(".find a")?.click();
  return fields.length > 0;
}

/** An act of the page has a letter that is pressed with Alt: by its place, whatever Alt makes of it on a keyboard. */
function actWithAlt(event) {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false;
  const element = act(event.code.replace(/^Key/, "").toLowerCase());
  element?.click();
  return Boolean(element);
}

function press(event) {
  if (event.defaultPrevented || event.isComposing || isAsking()) return false;
  if (actWithAlt(event)) return true;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    // A field may belong to another act than the page's main one.
    const own = event.target.dataset?.act;
    const wanted = (own && document.getElementById(own)) || main();
    wanted?.click();
    return Boolean(wanted);
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return false;
  const key = pressed(event);
  if (go(key, event)) return true;
  switch (key) {
    case "j": move(1); return true;
    case "k": move(-1); return true;
    case "c": document.querySelector("[data-claim]")?.click(); return true;
    case "m": {
      const commission = document.querySelector("[data-commission]");
      commission?.click();
      return Boolean(commission);
    }
    case "n": {
      const next = document.querySelector("[data-next]");
      next?.click();
      return Boolean(next);
    }
    case "/": return search();
    case "?": show(); return true;
    default: return false;
  }
}

document.addEventListener("keydown", (event) => {
  if (press(event)) event.preventDefault();
});

const keys = document.getElementById("keys-button");
if (keys) keys.hidden = false;
keys?.addEventListener("click", show);

// Words that wait from a page that is closed are sent from this one.
if (document.body.dataset.member) import("./unsent.js");

// A second press while the first is on its way sends nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  // What only asks may be asked for again: a file that is downloaded leaves the page where it is.
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, ANSWERED);
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// Times are told by the clock that the reader has chosen; that of their own machine is a finger away.
for (const time of document.querySelectorAll("time[datetime]")) {
  const at = new Date(time.dateTime);
  if (!Number.isNaN(at.getTime())) time.title = words.yourTime(at);
}
