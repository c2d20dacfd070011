// News from the desk, over one connection for each page: what moved, and who else looks. What is new about it, a page asks
// for itself.

const place = document.querySelector("[data-live]");
const heard = new EventTarget();

const FIRST = 1_000; // before it is tried again, after a connection that the browser gives up
const MOST = 30_000; // and after many of them
const SAID_AFTER = 5_000; // until people are told that the desk is not heard: one that starts again is back before

const unheard = document.querySelector("[data-unheard]");

/** Up to which event of the log this page knows what moved. */
let last = document.body.dataset.version;
let news = null;
let pause = FIRST;
let timer;
let unsaid;

/**
 * Calls `act` with what comes: "moved" with the names of what moved, "anew" where that is not known and everything is to be
 * asked for once, "looking" with who else looks, "here" when the desk is heard again, and "away" when it is not.
 */
export function on(name, act) {
  heard.addEventListener(name, ({ detail }) => act(detail));
}

function tell(name, detail) {
  heard.dispatchEvent(new CustomEvent(name, { detail }));
}

function open() {
  const query = new URLSearchParams(place.dataset.live);
  query.set("after", last);
  news = new EventSource(`/api/live?${query}`);
  for (const name of ["moved", "anew", "looking"]) {
    news.addEventListener(name, ({ data, lastEventId }) => {
      // Who looks is no fact, and has no place in the log.
      if (name !== "looking" && lastEventId) last = lastEventId;
      tell(name, JSON.parse(data));
    });
  }
  news.addEventListener("open", () => {
    pause = FIRST;
    tell("here");
  });
  news.addEventListener("error", () => {
    tell("away");
    if (news?.readyState !== EventSource.CLOSED) return;
    // The desk has answered otherwise than with news: a browser does not come back from that by itself.
    news = null;
    timer = setTimeout(follow, pause);
    pause = Math.min(pause * 2, MOST);
  });
}

/** A page that nobody looks at listens to nothing: browsers keep few connections to one place. It is told later what moved. */
function follow() {
  clearTimeout(timer);
  const seen = document.visibilityState === "visible";
  if (seen && !news) open();
  if (!seen && news) {
    news.close();
    news = null;
  }
}

on("away", () => (unsaid ??= setTimeout(() => (unheard.hidden = false), SAID_AFTER)));
on("here", () => {
  clearTimeout(unsaid);
  unsaid = null;
  unheard.hidden = true;
});

if (place && last) {
  document.addEventListener("visibilitychange", follow);
  // A page that is left, and may come back out of the browser's memory.
  window.addEventListener("pagehide", () => {
    news?.close();
    news = null;
  });
  window.addEventListener("pageshow", follow);
  follow();
}
