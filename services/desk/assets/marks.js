// Links and emphasis: what the source has set apart is put on words of the translation, and holds on to them while they are
// written on. Words are set apart by hand alone.

import { blocks, work } from "./bench.js";
import { element } from "./elements.js";
import { tell as tellKeys } from "./keys.js";
import * as says from "./words.js";

/** The places of the words in a text, one behind the other, as the desk counts them. */
function places(text, words) {
  const found = [];
  for (let at = text.indexOf(words); words && at >= 0; at = text.indexOf(words, at + words.length)) found.push(at);
  return found;
}

/** How many of the letters that were written here lengthen the word before them. */
function grown(text, from, fresh) {
  const letter = /[\p{L}\p{M}\p{N}]/u;
  let length = 0;
  while (length < fresh && letter.test(text[from - 1] ?? "") && letter.test(text[from + length])) length += 1;
  return length;
}

/** One mark of a block: a chip, and the words that it is on. */
class Mark {
  constructor(chip, kind) {
    this.chip = chip;
    this.kind = kind;
    this.same = JSON.stringify(kind);
    /** Where its words stand; null where they do not. */
    this.at = null;
    /** The words that it was put on; null where it is on none. */
    this.anchor = null;
  }

  put(anchor, text) {
    this.anchor = anchor;
    const start = anchor ? places(text, anchor.words)[anchor.nth] : undefined;
    this.at = start !== undefined ? { start, end: start + anchor.words.length } : null;
  }

  /** Puts it on what stands here, if the desk would find it there again. */
  putAt(start, end, text) {
    const words = text.slice(start, end);
    const nth = places(text, words).indexOf(start);
    if (nth < 0) return false;
    this.put({ kind: this.kind, nth, words }, text);
    return true;
  }

  /** The text was changed from here on: so much less, so much more. */
  shift(from, gone, fresh, text) {
    if (!this.anchor) return;
    if (!this.at) return this.put(this.anchor, text);
    let { start, end } = this.at;
    const to = from + gone;
    const more = from === end && !gone ? grown(text, from, fresh) : 0;
    // What is exchanged within its words belongs to it; and so do letters that make its last word longer.
    if (from >= start && to <= end && (gone || (from > start && from < end))) end += fresh - gone;
    else if (more) end += more;
    else if (to <= start) [start, end] = [start + fresh - gone, end + fresh - gone];
    else if (from < end && to >= end) [start, end] = [Math.min(start, from), from];
    else if (from < end) [start, end] = [from + fresh, end + fresh - gone];
    // White space at the ends belongs to no mark.
    while (start < end && /\s/.test(text[start])) start += 1;
    while (start < end && /\s/.test(text[end - 1])) end -= 1;
    // Where all its words are gone, it waits for them: they may come back.
    if (start >= end || !this.putAt(start, end, text)) this.put(this.anchor, text);
  }
}

class Marks {
  constructor(block, line) {
    this.block = block;
    this.line = line;
    this.text = block.field.value;
    const chips = [...line.querySelectorAll("button")];
    this.marks = [];
    this.said = element("span", { className: "said", role: "status" });
    line.append(this.said);
    for (const chip of chips) this.add(chip, JSON.parse(chip.dataset.kind));
    this.put(JSON.parse(line.dataset.marks));
    block.marks = () => this.anchors();
    block.putMarks = (anchors) => {
      this.text = block.field.value;
      for (const mark of this.marks) mark.put(null, this.text);
      this.put(anchors);
      this.show();
    };
    // Where words waited in this browser, what is saved is not what the field holds.
    block.marked ??= JSON.stringify(block.marks());
    block.field.addEventListener("input", () => this.show());
    this.show();
  }

  /** Marks as they were saved. One that the source does not have has a chip too: it can be taken off. */
  put(anchors) {
    for (const anchor of anchors) {
      const same = JSON.stringify(anchor.kind);
      const mark = this.marks.find((mark) => mark.same === same && !mark.anchor) ?? this.add(this.chip(anchor), anchor.kind);
      mark.put(anchor, this.text);
    }
  }

  /** A chip for what the source has not set apart. */
  chip({ kind }) {
    const what = kind.link?.address ?? says.marks[kind]?.() ?? kind;
    const chip = element("button", { type: "button", className: "chip", title: what }, element("span", {}, says.notInSource(what)));
    this.said.before(chip);
    return chip;
  }

  add(chip, kind) {
    const mark = new Mark(chip, kind);
    this.marks.push(mark);
    chip.disabled = false;
    const at = this.marks.length;
    if (at <= 9) chip.setAttribute("aria-keyshortcuts", `Alt+Shift+${at}`);
    mark.on = element("bdi", { lang: this.block.field.lang });
    chip.append(mark.on);
    // The field keeps the caret, and its selection in sight.
    chip.addEventListener("pointerdown", (event) => event.preventDefault());
    chip.addEventListener("click", () => this.press(mark));
    return mark;
  }

  /** What is saved: no marks without words that were set apart once. */
  anchors() {
    this.follow();
    return this.marks.filter((mark) => mark.anchor).map((mark) => mark.anchor);
  }

  /** The field may have been changed by other hands than the keyboard: what differs is seen by the words. */
  follow() {
    const [was, is] = [this.text, this.block.field.value];
    if (was === is) return;
    const most = Math.min(was.length, is.length);
    let [head, tail] = [0, 0];
    while (head < most && was[head] === is[head]) head += 1;
    while (tail < most - head && was.at(-1 - tail) === is.at(-1 - tail)) tail += 1;
    this.text = is;
    for (const mark of this.marks) mark.shift(head, was.length - head - tail, is.length - head - tail, is);
  }

  press(mark) {
    const { field } = this.block;
    if (field.readOnly) return;
    this.follow();
    let { selectionStart: start, selectionEnd: end } = field;
    while (start < end && /\s/.test(this.text[start])) start += 1;
    while (start < end && /\s/.test(this.text[end - 1])) end -= 1;
    const there = mark.at && (start >= end || (start === mark.at.start && end === mark.at.end));
    this.said.textContent = "";
    if (there || (mark.anchor && start >= end)) mark.put(null, this.text);
    else if (start >= end) this.said.textContent = says.selectFirst();
    else if (!mark.putAt(start, end, this.text)) this.said.textContent = says.selectOthers();
    work();
    this.show();
    this.block.save();
  }

  show() {
    this.follow();
    for (const mark of this.marks) {
      mark.chip.setAttribute("aria-pressed", String(Boolean(mark.at)));
      mark.on.textContent = mark.at ? says.standsOn(this.text.slice(mark.at.start, mark.at.end)) : "";
    }
  }
}

const marked = new Map();
for (const block of blocks) {
  const line = block.field.closest(".block").querySelector("[data-marks]");
  if (line) marked.set(block.field, new Marks(block, line));
}

document.addEventListener("keydown", (event) => {
  if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey || !/^Digit[1-9]$/.test(event.code)) return;
  const marks = marked.get(document.activeElement);
  const mark = marks?.marks[Number(event.code.at(-1)) - 1];
  if (!mark) return;
  event.preventDefault();
  marks.press(mark);
});

tellKeys("whileWriting", ["Alt", "Shift", "1 – 9"], says.keyMarks, () => marked.size > 0);
