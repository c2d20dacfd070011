// A block of the workbench: its words are saved as they are written, one save after the other. Until the desk has them they wait
// in this browser.

import * as words from "./words.js";
import { tell } from "./blocks.js";
import { bench, epoch, held, lost, over, work } from "./claim.js";
import { away, down, reached } from "./connection.js";
import { complain, show } from "./telling.js";
import { drop, keep, key, save } from "./waiting.js";
import { sentence } from "./written.js";

export const PAUSE = 1_000; // after the last key, until words are saved
export const PATIENCE = 20_000; // for one answer: the desk itself gives up before

export class Block {
  constructor(field) {
    this.field = field;
    this.number = field.name.slice("text-".length);
    const row = field.closest(".block");
    this.was = bench.elements[`was-${this.number}`];
    /** Which words these replace, by digest: where others are saved by now, the desk keeps both. */
    this.over = bench.elements[`over-${this.number}`];
    this.state = document.getElementById(`state-${this.number}`);
    this.mark = row.querySelector("[data-mark]");
    this.chips = row.querySelector("[data-marks]");
    /** What is sent until it is answered: the same save each time, under one key. */
    this.pending = null;
    this.running = null;
    this.failed = false;
    /** Since when the words are not saved. */
    this.since = null;
    /** Whether they are only on this page, because the browser keeps nothing. */
    this.onlyHere = false;
    /** Whether words were saved from this page. */
    this.known = false;
    /** Words that are kept elsewhere; and those that the desk will not take as they are. */
    this.kept = null;
    this.refusedText = null;
    /** What is set apart in the words, where a module beside knows of something: it puts its own functions here. */
    this.marks = () => undefined;
    this.putMarks = (marks) => this.leaveMarks(marks);
    /** The same as it is saved, as JSON. */
    this.marked = undefined;
    field.addEventListener("input", () => this.typed());
    field.addEventListener("blur", () => this.save());
    field.addEventListener("focus", () => tell("block", this));
  }

  get changed() {
    return this.field.value !== this.was.value || JSON.stringify(this.marks()) !== this.marked;
  }

  /** Of what was sent and not answered nobody knows whether it is saved: also where it was taken back since. */
  get unsaved() {
    return this.pending !== null || (this.changed && this.field.value !== this.kept);
  }

  /** Whether there is something to send. */
  get dirty() {
    return this.pending !== null || (this.unsaved && this.field.value !== this.refusedText);
  }

  typed() {
    work();
    this.hold();
    this.later(PAUSE);
    if (!this.unsaved) this.rest();
    else if (!this.failed) this.say("…", "");
    this.grow();
    show();
  }

  /** Where the desk cannot be reached, all that waits is sent together when it can. */
  later(pause) {
    clearTimeout(this.timer);
    if (!down) this.timer = setTimeout(() => this.save(), pause);
  }

  say(mark, words) {
    this.mark.textContent = mark;
    // Read aloud when it is said, and not again with every key.
    if (this.state.textContent !== words) this.state.textContent = words;
  }

  /** What a field holds is as high as it must be. */
  grow() {
    if (CSS.supports("field-sizing", "content")) return;
    this.field.style.blockSize = "auto";
    this.field.style.blockSize = `${this.field.scrollHeight + 2}px`;
  }

  /** The words wait in this browser until they are saved. */
  hold() {
    const { piece } = bench.dataset;
    if (!this.unsaved) {
      [this.since, this.onlyHere] = [null, false];
      return drop(piece, this.number);
    }
    this.since ??= new Date().toISOString();
    const { since: at, pending: sent } = this;
    const held = { at, epoch, text: this.field.value, marks: this.marks(), over: this.over.value, sent };
    this.onlyHere = !keep(piece, this.number, held);
  }

  /** Takes up words that waited from before this page was shown; gives whether there was room for them. */
  takesUp({ at, text, marks, over: replaced, sent, epoch: under }) {
    if (over || (this.unsaved && text !== this.field.value)) return false;
    this.field.value = text;
    if (marks && this.chips) this.putMarks(marks);
    // Where the answer was lost, the page shows what was sent: the rest goes over that.
    if (sent && sent.text === this.was.value) sent = null;
    else this.over.value = replaced;
    if (sent && under === epoch) this.pending = sent;
    this.since = at;
    this.hold();
    this.grow();
    this.later(0);
    return true;
  }

  /** What is set apart in words that waited, until the module that knows of it is there. */
  leaveMarks(marks) {
    this.chips.dataset.marks = JSON.stringify(marks);
    this.marks = () => marks;
    this.marked = "";
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
      this.pending ??= { key: key(), epoch, text: this.field.value, marks: this.marks(), over: this.over.value };
      this.hold();
      show();
      if (!(await this.send(this.pending))) return;
    }
  }

  /** What was refused and is taken back to the words that are saved is no failure any more. */
  rest() {
    if (!this.unsaved && this.kept === null) {
      this.failed = false;
      this.say(this.field.value.trim() ? words.saved() : "", "");
    }
    show();
  }

  /** These words are saved, as far as this page knows: by the digest that the desk gives them. */
  knows(text, digest) {
    [this.was.value, this.over.value] = [text, digest];
    [this.known, this.kept, this.refusedText] = [true, null, null];
    this.hold();
    this.fail("");
    show();
  }

  /** Sends one save; gives whether it was answered. */
  async send(one) {
    let answer, body;
    try {
      // What is sent while the page closes still arrives; browsers bound that to 64 KiB.
      const keepalive = document.visibilityState === "hidden" && one.text.length < 15_000;
      answer = await save(bench.dataset.piece, this.number, one, { keepalive, signal: AbortSignal.timeout(PATIENCE) });
      body = await answer.json();
    } catch {
      return this.waits();
    }
    if (answer.status === 401) complain(words.signedOut(), "/sign-in", words.signInElsewhere(), words.thenSaved());
    if (answer.status >= 500 || [401, 429].includes(answer.status)) return this.waits(answer);
    this.pending = null;
    if (answer.ok) {
      this.marked = JSON.stringify(one.marks);
      this.knows(one.text, body.saved);
      held(answer, body);
      tell("saved", this);
    } else this.refused(one.text, body);
    this.hold();
    reached();
    return true;
  }

  waits(answer) {
    away(answer);
    show();
    return false;
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
    this.say(why ? "!" : words.saved(), why && words.notSaved(why));
  }
}
