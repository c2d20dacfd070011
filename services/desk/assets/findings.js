// What the checks find in the words that are saved: beside the block at hand, and in which other blocks there is something.

import { json } from "./acting.js";
import { asked, atHand, called } from "./beside.js";
import { address, bench, blocks, epoch, sentence, work } from "./bench.js";
import { element } from "./elements.js";
import { tellAnew } from "./telling.js";
import * as words from "./words.js";

const panel = document.getElementById("findings");
const shown = panel.querySelector("[data-shown]");
/** Leads to the first of what must be mended, where the text was not submitted for its sake. */
const toMend = document.querySelector(".problem > [data-to-mend]");
/** A card for each of those. */
const toBeMended = document.getElementById("mend")?.parentElement;
const SOON = 400; // after words were saved, until they are looked at: blocks are often saved together

/** The signs of the levels, the worst first. */
const SIGNS = { blocks: "✕", warns: "!", informs: "·", stands: "✓" };

/** What the checks are called. */
const NAMES = JSON.parse(panel.dataset.names);

/** What was found last, in the order of the text. */
let found = [];
/** Whether that is all there is. */
let looked = false;
let asking = null;
let timer;
/** What is on the page, as JSON. */
let seen = "";

async function look() {
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  // The desk looks at what is saved: an empty block says by itself that it is not translated yet, also while it is written in.
  const written = new Set(blocks.filter(({ was }) => was.value.trim()).map(({ number }) => number));
  // Without an answer what was found before stays: the words and their saving do not depend on it.
  const answer = await asked(`${address}/findings`, signal).catch(() => null);
  if (!answer || signal.aborted) return;
  found = answer.findings.filter(({ check, block }) => check !== "untranslated" || written.has(String(block)));
  looked = true;
  show();
  tellMending();
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(look, SOON);
}

function field(block) {
  return document.getElementById(`text-${block}`);
}

function level({ level, waived }) {
  return waived.length ? "stands" : level;
}

function show() {
  // Whoever is saying why is not to be interrupted.
  if (shown.contains(document.activeElement) && document.activeElement.value) return;
  const here = atHand()?.number;
  const mine = found.filter(({ block }) => String(block) === here);
  const rest = found.filter(({ block }) => String(block) !== here && field(block));
  // What stays as it is keeps the focus, and what is unfolded in it.
  const now = JSON.stringify([here, mine, rest]);
  if (now === seen) return;
  seen = now;
  const within = shown.contains(document.activeElement);
  shown.replaceChildren(...mine.map(card), ...elsewhere(rest));
  panel.hidden = !found.length;
  if (within) (shown.querySelector("button, summary, a") ?? atHand()?.field)?.focus();
}

/** Of what kept the text from being submitted, what still does. The rest goes, unless somebody is at it, or wrote why it is to stand. */
function tellMending(focused = document.activeElement) {
  if (!looked) return;
  const holding = found.filter(({ holds_up }) => holds_up);
  const places = holding.map(({ block }) => field(block) ?? document.getElementById(`block-${block}`)).filter(Boolean);
  // What has no place on this page is in the way all the same.
  if (toMend && (places.length || !holding.length)) tellAnew(toMend, places, words.mustBeMended(holding.length), focused);
  if (!toBeMended) return;
  const cards = [...toBeMended.querySelectorAll("[data-mend]")];
  for (const card of cards) {
    const [why, button] = [card.querySelector("textarea"), card.querySelector("button")];
    const holds = holding.some(({ id }) => id === card.dataset.mend);
    card.hidden = !holds && !why.value && !card.contains(focused);
    button.disabled = !holds && button !== focused;
  }
  toBeMended.hidden = cards.every((card) => card.hidden);
}

function card(finding) {
  const kind = level(finding);
  const [sign, word] = [SIGNS[kind], words.standing[kind]()];
  const quiet = kind === "informs";
  const made = element(quiet ? "details" : "div", { className: `card found ${kind}` });
  const told = element("span", { className: "level" }, element("span", { ariaHidden: "true", textContent: `${sign} ` }), word);
  const top = [told, element("span", { textContent: NAMES[finding.check] ?? finding.check })];
  made.append(quiet ? element("summary", {}, top[0], ": ", top[1]) : element("div", { className: "top" }, ...top));
  made.append(element("p", { textContent: finding.told }));
  for (const { waiver, by } of finding.waived) {
    made.append(element("p", { className: "why" }, element("bdi", { textContent: words.because(by.name, waiver.reason) })));
  }
  const acts = element("div", { className: "acts-on" });
  if (finding.at) acts.append(act(words.showWords(), () => select(finding)));
  if (finding.waived.length) acts.append(act(words.letStandNoMore(), () => unwaive(finding)));
  if (!finding.waived.length) acts.append(waiving(finding));
  made.append(acts);
  return made;
}

function act(called, does) {
  const button = element("button", { type: "button", className: "button", textContent: called });
  button.addEventListener("click", does);
  return button;
}

/** Selects the words in their field, if they still stand there. */
function select({ block, at }) {
  const written = field(block);
  written.focus();
  if (written.value.slice(at.start, at.end) === at.words) return written.setSelectionRange(at.start, at.end);
  const start = written.value.indexOf(at.words);
  if (start >= 0 && at.words) written.setSelectionRange(start, start + at.words.length);
}

function waiving(finding) {
  const why = element("input", { className: "field", required: true, maxLength: 400, dir: "auto", ariaLabel: words.whyItStays() });
  const failed = element("p", { className: "state", role: "alert" });
  const form = element("form", {}, why, element("button", { className: "button", textContent: words.letStand() }), failed);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const problem = await tell("PUT", finding, "", { epoch, reason: why.value });
    failed.textContent = problem ?? "";
    if (problem) return;
    why.value = "";
    atHand()?.field.focus();
    look();
  });
  return element("details", {}, element("summary", { textContent: words.letStandBecause() }), form);
}

async function unwaive(finding) {
  await tell("DELETE", finding, `?epoch=${epoch}`);
  atHand()?.field.focus();
  look();
}

/** Says something of a finding; gives why it was not taken, if it was not. */
async function tell(method, { id }, query, body) {
  work();
  try {
    await asked(`${address}/waivers/${id}${query}`, undefined, json(method, body));
  } catch (fault) {
    return sentence(fault.message);
  }
}

/** The other blocks in which there is something, each with how much. */
function elsewhere(rest) {
  const counts = Map.groupBy ? Map.groupBy(rest, ({ block }) => block) : grouped(rest);
  if (!counts.size) return [];
  const links = [...counts].map(([block, all]) => {
    const worst = Object.keys(SIGNS).find((kind) => all.some((one) => level(one) === kind));
    const [sign, word] = [SIGNS[worst], words.standing[worst]()];
    const name = called(block);
    const more = all.length > 1 ? words.soMany(name, all.length) : name;
    const told = element("span", { className: "unseen", textContent: `${word}: ` });
    return element("a", { className: "shown", href: `#text-${block}`, title: word }, element("span", { ariaHidden: "true", textContent: `${sign} ` }), told, more);
  });
  return [element("p", { className: "elsewhere" }, element("span", { className: "quiet", textContent: words.inOtherBlocks() }), ...links)];
}

function grouped(rest) {
  const counts = new Map();
  for (const one of rest) counts.set(one.block, [...(counts.get(one.block) ?? []), one]);
  return counts;
}

for (const part of [toMend?.parentElement, toBeMended]) part?.addEventListener("focusout", ({ relatedTarget }) => tellMending(relatedTarget));
bench.addEventListener("saved", soon);
bench.addEventListener("block", show);
if (blocks.length) soon();
