// What was translated before: what is near to the block at hand, and words looked for in all of it.

import { address, bench } from "./bench.js";
import { asked, atHand, follow, source, target } from "./beside.js";
import { element } from "./elements.js";
import { fill } from "./inserting.js";
import { tell as tellKeys } from "./keys.js";
import * as says from "./words.js";

/** The matches of blocks that were at hand, as they are shown. */
const known = new Map();
/** What the keys take. */
let offered = [];

/** Who translated something, and where it stands. */
function whose(origin) {
  const line = element("p", { className: "quiet" });
  if (origin.type === "approved") {
    const to = element("a", { className: "shown", href: `/pieces/${origin.piece}`, target: "_blank" });
    to.append(element("bdi", { lang: source.lang, textContent: origin.headline || says.thePiece() }));
    line.append(...says.approvedBy(origin.translator.name, origin.editor.name, origin.at, to));
  } else line.append(...says.importedFrom(origin.name, origin.by, origin.at));
  return line;
}

/** The source that was translated, against the text at hand: what is gone from it, and what is new. */
function difference(stretches) {
  const line = element("div", { className: "differs", ...source });
  for (const { how, then, now } of stretches) {
    if (how === "same") line.append(then, " ");
    else {
      if (then) line.append(element("del", { textContent: then }), " ");
      if (now) line.append(element("ins", { textContent: now }), " ");
    }
  }
  return line;
}

/** In an empty field it is the text; else it stands where the caret is. Either can be taken back. */
function take(match) {
  const field = atHand()?.field;
  if (!match || !field || field.readOnly) return;
  fill(field, match.translation);
}

function card(match, at) {
  const same = match.score === 100 ? says.sameText() : match.score === 99 ? says.sameWords() : "";
  const part = match.extent === "sentence" ? says.oneSentence() : "";
  const how = element("span", {}, element("span", { className: "pill", textContent: says.percent(match.score) }), ` ${says.listed([same, part].filter(Boolean))}`);
  const words = element("div", { className: "txt lines", textContent: match.translation, ...target });
  const button = element("button", { type: "button", className: "button" }, `${says.takeIt()} `, element("kbd", { textContent: `Alt ${at + 1}` }));
  button.addEventListener("click", () => take(match));
  const top = element("div", { className: "top" }, how, button);
  const shown = element("div", { className: "card" }, top, words);
  if (match.score < 99) shown.append(difference(match.difference));
  shown.append(whose(match.origin));
  return shown;
}

async function near(block, signal) {
  // When the source says otherwise by now, other texts are near to it.
  const words = document.getElementById(`source-${block.number}`)?.cloneNode(true);
  for (const label of words?.querySelectorAll(".label") ?? []) label.remove();
  const text = words?.textContent.trim();
  if (!text) return [];
  if (known.get(block.number)?.text !== text) {
    const { matches } = await asked(`${address}/blocks/${block.number}/matches?limit=3`, signal);
    known.set(block.number, { text, matches, cards: matches.map(card) });
  }
  if (signal.aborted) return [];
  const { matches, cards } = known.get(block.number);
  offered = matches;
  return cards;
}

// Until those of another block are there, the keys take nothing.
bench.addEventListener("block", () => (offered = []));
follow(document.getElementById("matches"), near);

// Words in context.

const search = document.getElementById("search");
const form = search.querySelector("form");
const shown = search.querySelector("[data-shown]");
let asking = null;

function hit({ text, other, origin }, side) {
  const [here, there] = side === "source" ? [source, target] : [target, source];
  const line = element("div", { className: "txt lines", ...here });
  for (const { words, found } of text) line.append(found ? element("mark", { textContent: words }) : words);
  const answer = element("div", { className: "txt lines", textContent: other, ...there });
  return element("div", { className: "card" }, line, answer, whose(origin));
}

async function look() {
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  const { q, side } = form.elements;
  if (!q.value.trim()) return shown.replaceChildren();
  const query = new URLSearchParams({ from: source.lang, into: target.lang, side: side.value, q: q.value, limit: 10 });
  try {
    const { hits } = await asked(`/api/memory/concordance?${query}`, signal);
    const none = element("p", { className: "quiet", textContent: says.neverTranslated() });
    shown.replaceChildren(...(hits.length ? hits.map((each) => hit(each, side.value)) : [none]));
    search.scrollIntoView({ block: "nearest" });
  } catch (fault) {
    if (fault.name !== "AbortError") shown.replaceChildren(element("p", { className: "quiet", textContent: says.notFoundOut(fault.message) }));
  }
}

/** The words that are selected, and in which text. */
function selected() {
  const field = document.activeElement;
  if (field?.matches("textarea[id^=text-]") && field.selectionEnd > field.selectionStart) {
    return [field.value.slice(field.selectionStart, field.selectionEnd).trim(), "target"];
  }
  const selection = getSelection();
  const within = selection.anchorNode?.parentElement?.closest(".src");
  return within && !selection.isCollapsed ? [selection.toString().trim(), "source"] : ["", ""];
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  look();
});
form.elements.side.addEventListener("change", () => {
  Object.assign(form.elements.q, form.elements.side.value === "source" ? source : target);
  look();
});
Object.assign(form.elements.q, source);
search.hidden = false;

document.addEventListener("keydown", (event) => {
  // With Shift the digits are those of links and emphasis.
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const digit = /^Digit([1-3])$/.exec(event.code);
  if (digit) {
    event.preventDefault();
    take(offered[digit[1] - 1]);
  } else if (event.code === "KeyC") {
    event.preventDefault();
    const [words, side] = selected();
    if (words) {
      form.elements.side.value = side;
      Object.assign(form.elements.q, side === "source" ? source : target, { value: words });
      look();
    }
    form.elements.q.focus();
    form.elements.q.select();
  }
});

tellKeys("whileWriting", ["Alt", "1 – 3"], says.keyMatches);
tellKeys("whileWriting", ["Alt", "C"], says.keySearch);
