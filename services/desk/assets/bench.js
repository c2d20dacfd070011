// The workbench: saves words as they are written, and keeps the claim while somebody works. What stands beside the blocks is
// in modules of its own: they hear "block" when another block is at hand, "saved" when the words of one are, and "other" when
// other words were saved elsewhere.

import { listen } from "./live.js";

const bench = document.getElementById("bench");
const lease = document.getElementById("lease");
const saved = document.getElementById("saved");
const alert = document.getElementById("alert");
const address = `/api/pieces/${bench.dataset.piece}`;
const epoch = Number(bench.elements.epoch.value);
const revision = Number(bench.elements.revision.value);

const PAUSE = 1_000; // after the last key, until words are saved
const AGAIN = 5_000; // after a failure, until it is tried again
// Between two renewals while somebody works: often enough for one that fails to be tried again in time.
const RENEW = Math.min(3 * 60_000, Math.max(1, Number(bench.dataset.minutes)) * 15_000);
const TELL = Math.min(20_000, RENEW);

/** Whether the claim is over: then words are kept, and no more are taken. */
let over = false;
/**
 * When the claim ends, by this machine's clock. Only the distance from now is ever the server's word, so a clock that is
 * wrong changes nothing; and it goes on while a lid is closed.
 */
let ends = Date.now() + Number(bench.dataset.left);
/** Whether the server is being asked how the claim stands. */
let looking = false;
/** Whether somebody did something since the last renewal: an open page alone keeps no claim. */
let worked = false;
let leaving = false;

class Block {
  constructor(field) {
    this.field = field;
    this.number = field.name.slice("text-".length);
    this.was = bench.elements[`was-${this.number}`];
    /** Which words these replace, by digest: where others are saved by now, the desk keeps both. */
    this.over = bench.elements[`over-${this.number}`];
    this.state = document.getElementById(`state-${this.number}`);
    this.mark = field.closest(".block").querySelector("[data-mark]");
    this.sending = null;
    this.failed = false;
    /** Words that are kept elsewhere, or that the desk will not take as they are. */
    this.settled = null;
    /** What is set apart in the words, where a module beside knows of something: it puts its own function here. */
    this.marks = () => undefined;
    /** The same as it is saved, as JSON. */
    this.marked = undefined;
    field.addEventListener("input", () => this.typed());
    field.addEventListener("blur", () => this.save());
    field.addEventListener("focus", () => tell("block", this));
  }

  get dirty() {
    const changed = this.field.value !== this.was.value || JSON.stringify(this.marks()) !== this.marked;
    return changed && this.field.value !== this.settled;
  }

  typed() {
    worked = true;
    this.later(PAUSE);
    if (!this.failed) this.say("…", "");
    grow(this.field);
    show();
  }

  later(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pause);
  }

  say(mark, words) {
    this.mark.textContent = mark;
    this.state.textContent = words;
  }

  /** Saves what is in the field, after what is being saved already. */
  async save() {
    clearTimeout(this.timer);
    if (this.sending) await this.sending;
    if (!this.dirty || this.sending) {
      this.rest();
      return;
    }
    this.sending = this.send(this.field.value);
    show();
    await this.sending;
    this.sending = null;
    if (this.dirty && !this.failed) await this.save();
    this.rest();
  }

  rest() {
    if (!this.dirty && !this.failed) this.say(this.field.value.trim() ? "✓" : "", "");
    show();
  }

  /** These words are saved, as far as this page knows. */
  knows(text) {
    this.was.value = text;
    this.settled = null;
    this.known = digest(text).then((over) => (this.over.value = over));
    this.fail("");
    show();
  }

  async send(text) {
    const marks = this.marks();
    await this.known;
    try {
      const answer = await fetch(`${address}/blocks/${this.number}`, {
        method: "PUT",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ epoch, text, marks, over: this.over.value || undefined }),
        // Words that are sent while the page closes still arrive; browsers bound these to 64 KiB.
        keepalive: leaving && text.length < 15_000,
      });
      if (answer.ok) {
        this.marked = JSON.stringify(marks);
        this.knows(text);
        held(answer, await answer.json());
        tell("saved", this);
      } else {
        this.refused(answer.status, text, await answer.json());
      }
    } catch {
      this.fail("no connection. Your words stay here, and are sent as soon as it is back.");
      this.later(AGAIN);
    }
  }

  refused(status, text, problem) {
    this.fail(sentence(problem.detail));
    if (problem.kept) {
      this.settled = text;
      if (problem.type.endsWith(":other_words_saved")) tell("other", this);
      // A block that has left the text, or is set aside, ends no claim.
      else if (!/:block_(gone|set_aside)$/.test(problem.type)) end(problem.detail);
    } else if (status === 401) {
      complain("You are not signed in any more. ", "/sign-in", "Sign in in another tab", "; what you wrote is then saved from here.");
      this.later(AGAIN);
    } else if (status >= 500) {
      this.later(AGAIN);
    } else {
      // The same words would be refused again: they wait until they are changed.
      this.settled = text;
    }
  }

  fail(why) {
    this.failed = Boolean(why);
    this.say(why ? "!" : this.mark.textContent, why && `Not saved: ${why}`);
    if (!why) this.mark.textContent = "✓";
  }
}

/** The digest of words as the desk writes it; nothing where the browser gives none: then whatever is saved is replaced. */
async function digest(words) {
  if (!crypto.subtle) return "";
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(words)));
  return `sha256:${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** Lets the modules beside know. */
function tell(what, block) {
  bench.dispatchEvent(new CustomEvent(what, { detail: block }));
}

/** Something was done by hand: the claim is renewed for it. */
function work() {
  worked = true;
}

const blocks = [...bench.querySelectorAll("textarea[id^=text-]")].map((field) => new Block(field));

/** What is saved and what is not, over all blocks. */
function show() {
  const failed = blocks.some((block) => block.failed);
  const open = blocks.some((block) => block.sending || block.dirty);
  saved.textContent = failed ? "Not saved" : open ? "Saving…" : worked ? "Saved" : "";
  saved.classList.toggle("not", failed);
  const wanted = blocks.filter((block) => "wanted" in block.field.dataset);
  const done = wanted.filter((block) => block.field.value.trim()).length;
  document.getElementById("meter").value = done;
  document.getElementById("count").textContent = `${done} of ${wanted.length} blocks`;
  if (!failed && !over) alert.hidden = true;
}

function complain(words, to, link, rest) {
  const a = Object.assign(document.createElement("a"), { href: to, textContent: link, className: "shown", target: "_blank" });
  if (alert.dataset.words === words && !alert.hidden) return;
  alert.dataset.words = words;
  alert.replaceChildren(words, a, rest);
  alert.hidden = false;
}

/** The claim is over: what is in the fields is kept, and nothing more is typed in vain. */
function end(why) {
  if (over) return;
  over = true;
  const a = Object.assign(document.createElement("a"), { href: `/pieces/${bench.dataset.piece}`, textContent: "Open the piece again", className: "shown" });
  alert.replaceChildren(`${sentence(why)} `, a, ": your words stand there beside their block.");
  alert.hidden = false;
  for (const block of blocks) {
    block.field.readOnly = true;
    if (block.dirty) block.later(0);
  }
  told();
}

/** What a field holds is as high as it must be. */
function grow(field) {
  if (CSS.supports("field-sizing", "content")) return;
  field.style.blockSize = "auto";
  field.style.blockSize = `${field.scrollHeight + 2}px`;
}

function sentence(words) {
  return words.charAt(0).toUpperCase() + words.slice(1) + (/[.!?]$/.test(words) ? "" : ".");
}

/** A time in people's words, as the server tells it. */
function length(milliseconds) {
  const minutes = Math.floor(milliseconds / 60_000);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (minutes < 1) return "less than a minute";
  if (hours < 1) return `${rest} min`;
  return rest ? `${hours} h ${rest} min` : `${hours} h`;
}

/** The claim as an answer tells it, and whether the source has changed since the page was shown. */
function held(answer, row) {
  if (row.newest_revision > revision) document.getElementById("news").hidden = false;
  if (!lease || row.state !== "claimed") return;
  lease.dateTime = row.lease.until;
  // The header's time is the server's own.
  ends = Date.now() + (new Date(row.lease.until) - new Date(answer.headers.get("Date")));
  told();
}

function told() {
  if (!lease) return;
  const left = ends - Date.now();
  if (left <= 0) look();
  lease.textContent = over || left <= 0 ? "Your time is over" : `Yours for ${length(left)}`;
  lease.classList.toggle("soon", over || left < 10 * 60_000);
  lease.classList.toggle("mine", !over && left >= 10 * 60_000);
}

async function renew() {
  if (!worked || over) return;
  worked = false;
  try {
    const answer = await fetch(`${address}/renewal`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ epoch }),
    });
    if (answer.ok) held(answer, await answer.json());
    else if (answer.status === 409) end((await answer.json()).detail);
  } catch {
    worked = true;
  }
  show();
}

/** Asks how the claim stands: after a lid was closed, or when the time seems over, only the server knows. */
async function look() {
  if (over || looking) return;
  looking = true;
  try {
    const answer = await fetch(address);
    if (answer.ok) {
      const row = await answer.json();
      const mine = row.state === "claimed" && row.lease.epoch === epoch;
      const left = mine ? new Date(row.lease.until) - new Date(answer.headers.get("Date")) : 0;
      if (left > 0) held(answer, row);
      else end(whyOver(row));
    }
  } catch {
    // Without a connection nobody knows; what is typed waits here.
  } finally {
    looking = false;
  }
}

function whyOver({ assignment }) {
  if (!assignment) return "your time is over, and the piece is free for others";
  const reason = assignment.reason ? `: ${assignment.reason}` : "";
  return assignment.to
    ? `${assignment.by.name} gave the piece to ${assignment.to.name}${reason}`
    : `${assignment.by.name} took the piece back${reason}`;
}

bench.addEventListener("submit", async (event) => {
  if (leaving) return;
  event.preventDefault();
  const by = event.submitter;
  // What is on its way arrives first, so that it does not come after the submission. The form holds all the rest.
  await Promise.all(blocks.map((block) => block.save()));
  // A form is not posted from within its own submit event.
  await new Promise((done) => setTimeout(done));
  leaving = true;
  bench.requestSubmit(by);
});

bench.addEventListener("click", (event) => {
  const take = event.target.closest("[data-take]");
  if (!take) return;
  event.preventDefault();
  const field = document.getElementById(take.dataset.take);
  field.focus();
  field.select();
  // Typed as by hand, so that it can be taken back as by hand.
  document.execCommand("insertText", false, take.closest(".card").querySelector("[data-kept]").textContent);
});

for (const act of ["keydown", "pointerdown", "wheel", "touchmove"]) {
  document.addEventListener(act, work, { passive: true });
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") for (const block of blocks) block.save();
  else look();
});
window.addEventListener("online", () => {
  look();
  for (const block of blocks) block.save();
});
window.addEventListener("pageshow", (event) => {
  leaving = false;
  // A page out of the browser's memory tells what was so when it was left.
  if (event.persisted) look();
});
window.addEventListener("beforeunload", (event) => {
  const unsaved = !leaving && blocks.some((block) => block.dirty || block.sending);
  if (unsaved) event.preventDefault();
});

for (const block of blocks) grow(block.field);
listen(`/api/live?piece=${encodeURIComponent(bench.dataset.piece)}`, look);
setInterval(renew, RENEW);
setInterval(told, TELL);
told();
// Words that came back unsaved with the page are not to be lost a second time.
for (const block of blocks) if (block.dirty) block.later(PAUSE);

export { address, bench, blocks, complain, epoch, held, revision, sentence, work };
