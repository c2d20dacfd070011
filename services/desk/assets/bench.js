// The workbench: saves words as they are written, one save of a block after the other. Until the desk has them they wait in
// this browser. What stands beside the blocks is in modules of its own: they hear "block" when another block is at hand,
// "saved" when the words of one are, and "other" when other words were saved elsewhere.

import * as words from "./words.js";
import { address, bench, epoch, held, lost, over, revision, work } from "./claim.js";
import { on } from "./live.js";
import { alone, digest, drop, keep, key, save, waiting } from "./waiting.js";
import { sentence } from "./written.js";

const saved = document.getElementById("saved");
const unsaved = document.getElementById("unsaved");
const alert = document.getElementById("alert");
const { piece } = bench.dataset;

const PAUSE = 1_000; // after the last key, until words are saved
const PATIENCE = 20_000; // for one answer: the desk itself gives up before
const AGAIN = 2_000; // after the connection has gone, until it is tried again
const AGAIN_MOST = 30_000; // and after many tries

/** Whether the desk could not be reached, and when it is tried again. */
const connection = { down: false, pause: AGAIN, timer: null };
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
    /** What is sent until it is answered: the same save each time, under one key. */
    this.pending = null;
    this.running = null;
    this.failed = false;
    /** Since when the words are not saved. */
    this.since = null;
    /** Whether they are only on this page, because the browser keeps nothing. */
    this.onlyHere = false;
    /** Words that are kept elsewhere; and those that the desk will not take as they are. */
    this.kept = null;
    this.refusedText = null;
    /** What is set apart in the words, where a module beside knows of something: it puts its own function here. */
    this.marks = () => undefined;
    /** The same as it is saved, as JSON. */
    this.marked = undefined;
    field.addEventListener("input", () => this.typed());
    field.addEventListener("blur", () => this.save());
    field.addEventListener("focus", () => tell("block", this));
  }

  get unsaved() {
    const changed = this.field.value !== this.was.value || JSON.stringify(this.marks()) !== this.marked;
    return changed && this.field.value !== this.kept;
  }

  /** Whether there is something to send. */
  get dirty() {
    return this.unsaved && this.field.value !== this.refusedText;
  }

  typed() {
    work();
    this.hold();
    this.later(PAUSE);
    if (!this.failed) this.say("…", "");
    grow(this.field);
    show();
  }

  /** Where the desk cannot be reached, all that waits is sent together when it can. */
  later(pause) {
    clearTimeout(this.timer);
    if (!connection.down) this.timer = setTimeout(() => this.save(), pause);
  }

  say(mark, words) {
    this.mark.textContent = mark;
    this.state.textContent = words;
  }

  /** The words wait in this browser until they are saved. */
  hold() {
    if (!this.unsaved) {
      [this.since, this.onlyHere] = [null, false];
      return drop(piece, this.number);
    }
    this.since ??= new Date().toISOString();
    const { since: at, pending: sent } = this;
    const held = { at, epoch, text: this.field.value, marks: this.marks(), over: this.over.value, sent };
    this.onlyHere = !keep(piece, this.number, held);
  }

  /** Takes up words that waited from before this page was shown. */
  restore({ at, text, marks, over, sent, epoch: under }) {
    if (this.field.value !== this.was.value) return this.hold();
    const line = this.field.closest(".block").querySelector("[data-marks]");
    if (marks && line) {
      line.dataset.marks = JSON.stringify(marks);
      this.marked = "";
    }
    this.field.value = text;
    // Where the answer was lost, the page shows what was sent: the rest goes over that.
    if (sent && sent.text === this.was.value) sent = null;
    else this.over.value = over;
    if (sent && under === epoch) this.pending = sent;
    this.since = at;
    this.later(0);
  }

  /** Saves what is in the field, after what is being saved already. */
  save() {
    clearTimeout(this.timer);
    this.running ??= this.run().finally(() => {
      this.running = null;
      this.rest();
    });
    return this.running;
  }

  async run() {
    while (this.dirty) {
      await this.known;
      this.pending ??= { key: key(), epoch, text: this.field.value, marks: this.marks(), over: this.over.value };
      this.hold();
      show();
      if (!(await this.send(this.pending))) return;
      this.pending = null;
      this.hold();
    }
    this.pending = null;
  }

  rest() {
    if (!this.unsaved && !this.failed && this.kept === null) this.say(this.field.value.trim() ? "✓" : "", "");
    show();
  }

  /** These words are saved, as far as this page knows. */
  knows(text) {
    this.was.value = text;
    [this.kept, this.refusedText] = [null, null];
    this.known = digest(text).then((over) => {
      this.over.value = over;
      this.hold();
    });
    this.fail("");
    show();
  }

  /** Sends one save; gives whether it was answered. */
  async send(one) {
    let answer, body;
    try {
      // What is sent while the page closes still arrives; browsers bound that to 64 KiB.
      const keepalive = (leaving || document.visibilityState === "hidden") && one.text.length < 15_000;
      answer = await save(piece, this.number, one, { keepalive, signal: AbortSignal.timeout(PATIENCE) });
      body = await answer.json();
    } catch {
      return away();
    }
    if (answer.status >= 500 || answer.status === 429) return away(answer);
    if (answer.status === 401) {
      complain(words.signedOut(), "/sign-in", words.signInElsewhere(), words.thenSaved());
      return away();
    }
    reached();
    if (answer.ok) {
      this.marked = JSON.stringify(one.marks);
      this.knows(one.text);
      held(answer, body);
      tell("saved", this);
    } else this.refused(one.text, body);
    return true;
  }

  refused(text, problem) {
    this.fail(sentence(problem.detail));
    // The same words would be refused again: they wait until they are changed.
    if (!problem.kept) this.refusedText = text;
    else {
      this.kept = text;
      if (problem.type.endsWith(":other_words_saved")) tell("other", this);
      // A block that has left the text, or is set aside, ends no claim.
      else if (!/:block_(gone|set_aside)$/.test(problem.type)) {
        this.failed = false;
        this.say("!", words.keptForYou());
        lost(problem.detail);
      }
    }
  }

  fail(why) {
    this.failed = Boolean(why);
    this.say(why ? "!" : "✓", why && words.notSaved(why));
  }
}

/** Lets the modules beside know. */
function tell(what, block) {
  bench.dispatchEvent(new CustomEvent(what, { detail: block }));
}

const blocks = [...bench.querySelectorAll("textarea[id^=text-]")].map((field) => new Block(field));

/** The desk cannot be reached: what is typed waits, and is sent after growing pauses. */
function away(answer) {
  connection.down = true;
  if (!connection.timer) {
    const asked = Number(answer?.headers.get("Retry-After") ?? 0) * 1_000;
    connection.timer = setTimeout(again, Math.max(asked, connection.pause * (0.75 + Math.random() / 2)));
    connection.pause = Math.min(connection.pause * 2, AGAIN_MOST);
  }
  show();
  return false;
}

function reached() {
  clearTimeout(connection.timer);
  Object.assign(connection, { down: false, pause: AGAIN, timer: null });
}

/** Sends all that waits. */
function again() {
  clearTimeout(connection.timer);
  connection.timer = null;
  const dirty = blocks.filter((block) => block.dirty);
  if (!dirty.length) connection.down = false;
  return Promise.all(dirty.map((block) => block.save()));
}

/** What is saved and what is not, over all blocks. */
function show() {
  const open = blocks.filter((block) => block.unsaved);
  const failed = connection.down ? open.length > 0 : blocks.some((block) => block.failed);
  const done = over && !open.length;
  saved.textContent = done ? "" : failed ? words.notSavedShort() : open.length ? words.saving() : blocks.some((block) => block.known) ? words.saved() : "";
  saved.classList.toggle("not", failed);
  const since = open.map((block) => block.since).filter(Boolean).sort()[0];
  const waits = open.some((block) => block.onlyHere) ? words.onlyOnThisPage : words.waitsHere;
  const line = connection.down && since ? waits(since) : "";
  // Said once, not with every key.
  if (unsaved.textContent !== line) unsaved.textContent = line;
  const wanted = blocks.filter((block) => "wanted" in block.field.dataset);
  const written = wanted.filter((block) => block.field.value.trim()).length;
  document.getElementById("meter").value = written;
  document.getElementById("count").textContent = words.blocksDone(written, wanted.length);
  if (over) finished();
  else if (!failed) alert.hidden = true;
}

function complain(said, to, link, rest) {
  if (alert.dataset.words === said && !alert.hidden) return;
  alert.dataset.words = said;
  alert.replaceChildren(said, anchor(to, link, "_blank"), rest);
  alert.hidden = false;
}

function anchor(href, textContent, target) {
  return Object.assign(document.createElement("a"), { href, textContent, className: "shown", target });
}

/** What a field holds is as high as it must be. */
function grow(field) {
  if (CSS.supports("field-sizing", "content")) return;
  field.style.blockSize = "auto";
  field.style.blockSize = `${field.scrollHeight + 2}px`;
}

/** Why the claim is over, once it is, and where the words are. */
function finished(why) {
  alert.dataset.why = why ?? alert.dataset.why;
  const here = blocks.filter((block) => block.dirty).length;
  const kept = blocks.filter((block) => block.kept !== null).length;
  const where = here ? words.waitForDesk() : kept ? words.keptBesideBlocks(kept) : words.allWasSaved();
  const said = [sentence(alert.dataset.why), where].join(" ");
  if (alert.dataset.words === said) return;
  alert.dataset.words = said;
  alert.replaceChildren(`${said} `, anchor(`/pieces/${piece}`, words.openAgain(), ""));
  alert.hidden = false;
}

// The claim is over: what is in the fields is kept by itself, and nothing more is typed or pressed in vain.
bench.addEventListener("over", ({ detail: why }) => {
  for (const element of bench.elements) {
    if (element.type === "submit") element.disabled = true;
    else element.readOnly = true;
  }
  finished(why);
  for (const block of blocks) if (block.dirty) block.save();
});

bench.addEventListener("submit", async (event) => {
  if (leaving) return;
  event.preventDefault();
  const by = event.submitter;
  // What is on its way arrives first, so that it does not come after the submission. The form holds all the rest.
  await Promise.all(blocks.map((block) => block.save()));
  if (connection.down) return complain(words.notPosted(), location.pathname, words.openAgain(), words.whenBack());
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

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") for (const block of blocks) block.save();
  else again();
});
window.addEventListener("online", again);
on("here", again);
window.addEventListener("pageshow", () => (leaving = false));
// What waits in this browser is not lost with the page: only where it does not wait, the page asks.
window.addEventListener("beforeunload", (event) => {
  if (!leaving && blocks.some((block) => block.unsaved && block.onlyHere)) event.preventDefault();
});

for (const block of blocks) grow(block.field);
const before = waiting(piece);
for (const block of blocks) {
  const there = before.get(block.number);
  if (there) block.restore(there);
  // Words that came back unsaved with the page are not to be lost a second time.
  else if (block.dirty) block.later(PAUSE);
}
// As long as this page is open, no other sends what waits for this piece.
alone(piece, () => new Promise(() => {}));
show();

export { address, bench, blocks, complain, epoch, held, revision, sentence, work };
