// Keys and small comforts. Whatever is done here can be done without it too.

const main = () => document.querySelector("[data-main]");
const typing = (element) => element.closest("input, textarea, select, dialog[open], [contenteditable]");

/** Moves along the rows of a list. */
function move(step) {
  const rows = [...document.querySelectorAll("[data-row]")];
  const focused = rows.indexOf(document.activeElement);
  const shown = rows.findIndex((row) => row.ariaCurrent === "true");
  const from = focused >= 0 ? focused : shown;
  rows[Math.min(Math.max(from + step, 0), rows.length - 1)]?.focus();
}

const PAGES = { d: "/day", i: "/inbox", q: "/queue", r: "/review", b: "/board", p: "/board", f: "/figures" };
const THEN = 1_500; // within which the letter of a page follows
let going = -THEN;

/** After `g`, the letter of a page leads there. */
function go({ key, timeStamp }) {
  const asked = timeStamp - going < THEN && PAGES[key];
  going = key === "g" ? timeStamp : -THEN;
  const link = asked ? document.querySelector(`.bar nav a[href="${asked}"]`) : null;
  link?.click();
  return Boolean(link);
}

function press(event) {
  if (event.defaultPrevented || event.isComposing) return false;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    // A field may belong to another act than the page's main one.
    const own = event.target.dataset?.act;
    const act = (own && document.getElementById(own)) || main();
    act?.click();
    return Boolean(act);
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return false;
  if (go(event)) return true;
  switch (event.key) {
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
    case "?": document.getElementById("keys").showModal(); return true;
    default: return false;
  }
}

document.addEventListener("keydown", (event) => {
  if (press(event)) event.preventDefault();
});

const keys = document.getElementById("keys-button");
if (keys) keys.hidden = false;
keys?.addEventListener("click", () => document.getElementById("keys").showModal());

// A second press while the first is on its way sends nothing.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method === "dialog") return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// Times are told in UTC; the reader's own time is a finger away.
for (const time of document.querySelectorAll("time[datetime]")) {
  const at = new Date(time.dateTime);
  if (!Number.isNaN(at.getTime())) time.title = at.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" }) + " your time";
}
