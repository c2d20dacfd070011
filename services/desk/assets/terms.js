// Terms and names: marked in the source as one reads, beside the block at hand, and added from the text.

import { address, bench } from "./bench.js";
import { json } from "./acting.js";
import { asked, atHand, follow, source, target } from "./beside.js";
import { element } from "./elements.js";
import { insert } from "./inserting.js";
import { tell as tellKeys } from "./keys.js";
import * as says from "./words.js";

const panel = document.getElementById("terms");
const form = document.getElementById("new-term");
/** What stands in the source: by block, and the terms by id; null where it is to be asked for. */
let found = null;

/** What stands in the source. After a question in vain it is asked for again. */
function all() {
  found ??= load().catch((fault) => {
    found = null;
    throw fault;
  });
  return found;
}

async function load() {
  const { terms, blocks } = await asked(`${address}/terms`);
  return { terms: new Map(terms.map((row) => [row.id, row])), blocks: new Map(blocks.map((block) => [String(block.block), block])) };
}

// Marks in the source.

/** The text nodes of a block's source as its translation answers it. */
function nodes(side) {
  const wanted = (node) => (node.parentElement.closest(".label, ins") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  const walker = document.createTreeWalker(side, NodeFilter.SHOW_TEXT, wanted);
  const all = [];
  while (walker.nextNode()) all.push(walker.currentNode);
  return all;
}

/** What a term's mark says to whoever points at it. */
const said = ({ entry, standing }) => says.termSaid(entry, standing === "proposed");

/** The places of a block, each once, the last one first, with what is said of it. */
function places({ text, found, names }, terms) {
  const bytes = new TextEncoder().encode(text);
  const at = (place) => new TextDecoder().decode(bytes.subarray(0, place)).length;
  const all = new Map();
  for (const { term, start, end } of found) {
    const before = all.get(start)?.title;
    const title = said(terms.get(term));
    all.set(start, { from: at(start), to: at(end), kind: "term", title: before ? `${before} / ${title}` : title });
  }
  for (const { start, end, spelling } of names) {
    all.set(start, { from: at(start), to: at(end), kind: "term name", title: spelling ? says.nameSpelled(spelling) : says.nameUnknown() });
  }
  return [...all.values()].sort((one, other) => other.from - one.from);
}

function mark(block, terms) {
  const side = document.getElementById(`source-${block.block}`);
  if (!side) return;
  const texts = nodes(side);
  const begin = texts.map((node) => node.data).join("").indexOf(block.text);
  if (begin < 0) return;
  for (const { from, to, kind, title } of places(block, terms)) {
    let offset = 0;
    const spans = texts.map((node) => [node, offset, (offset += node.data.length)]);
    for (const [node, start, end] of spans.reverse()) {
      const [first, last] = [Math.max(begin + from, start) - start, Math.min(begin + to, end) - start];
      if (first >= last) continue;
      const words = node.splitText(first);
      words.splitText(last - first);
      const marked = element("span", { className: kind, title });
      words.replaceWith(marked);
      marked.append(words);
    }
  }
}

async function markAll() {
  const { terms, blocks } = await all();
  for (const old of bench.querySelectorAll(".src .term")) old.replaceWith(...old.childNodes);
  for (const side of bench.querySelectorAll(".src")) side.normalize();
  for (const block of blocks.values()) mark(block, terms);
}

async function markAnew() {
  found = null;
  await markAll();
}

// Beside the block.

const bdi = (words, { lang }) => element("bdi", { lang, textContent: words });

function inserting(words, key) {
  const button = element("button", { type: "button", className: "button" }, bdi(words, target));
  if (key) button.append(" ", element("kbd", { textContent: key }));
  button.addEventListener("click", () => put(words));
  return button;
}

function put(words) {
  const field = atHand()?.field;
  if (field && !field.readOnly) insert(field, words);
}

function termCard(row, words) {
  const { entry, standing } = row;
  const kind = says.termKinds[entry.kind]?.() ?? entry.kind;
  const top = element("div", { className: "top" }, element("span", {}, bdi(words, source)), element("span", { textContent: standing === "proposed" ? says.proposed(kind) : kind }));
  const shown = element("div", { className: "card" }, top, element("p", { className: "row" }, ...[entry.rendering, ...entry.allowed].map((each) => inserting(each))));
  if (entry.forbidden.length) shown.append(element("p", { className: "not" }, ...says.notThese(entry.forbidden.map((each) => element("s", {}, bdi(each, target))))));
  if (entry.note) shown.append(element("p", { className: "quiet" }, element("bdi", { textContent: entry.note })));
  return shown;
}

function nameCard({ words, spelling }) {
  const add = element("button", { type: "button", className: "button", textContent: says.propose() });
  add.addEventListener("click", () => open(words, spelling));
  const row = element("p", { className: "row" });
  if (spelling) row.append(inserting(spelling));
  row.append(add);
  return element("div", { className: "card" }, element("div", { className: "top" }, element("span", {}, bdi(words, source)), element("span", { textContent: says.aName() })), row);
}

/** What was found is found anew when the source of a block is another one by now. */
async function current(number) {
  const block = (await all()).blocks.get(String(number));
  if (!block || document.getElementById(`source-${number}`)?.textContent.includes(block.text)) return all();
  await markAnew();
  return all();
}

/** The terms of a block, each once, in the order of the text. */
async function termsOf(number) {
  const { terms, blocks } = await current(number);
  const block = blocks.get(String(number));
  const each = new Map((block?.found ?? []).map(({ term, words }) => [term, words]));
  return { rows: [...each].map(([id, words]) => [terms.get(id), words]), names: block?.names ?? [] };
}

follow(panel, async ({ number }) => {
  const { rows, names } = await termsOf(number);
  return [...rows.map(([row, words]) => termCard(row, words)), ...names.map(nameCard)];
});

/** The first term that the words in the field do not render yet; when all do, they begin anew. */
async function next() {
  const block = atHand();
  if (!block) return;
  const { rows } = await termsOf(block.number);
  const written = block.field.value.toLocaleLowerCase();
  const missing = ([{ entry }]) => ![entry.rendering, ...entry.allowed].some((each) => written.includes(each.toLocaleLowerCase()));
  const [row] = rows.find(missing) ?? rows[0] ?? [];
  if (row) put(row.entry.rendering);
}

// A new term.

function chosen() {
  const selection = getSelection();
  const within = selection.anchorNode?.parentElement?.closest(".src");
  return within && !selection.isCollapsed ? selection.toString().trim() : "";
}

/** The suggestion is only in this form: it comes into no text. */
async function open(words, spelling) {
  form.reset();
  form.hidden = false;
  tell("");
  const { source: from, rendering } = form.elements;
  from.value = words;
  rendering.focus();
  const suggested = spelling ?? (target.dir === "ltr" ? await spelled(words) : null);
  if (suggested && !rendering.value && from.value === words) {
    rendering.value = suggested;
    rendering.select();
  }
}

/** Without an answer nothing is suggested. */
async function spelled(name) {
  try {
    return (await asked(`/api/names/spelling?${new URLSearchParams({ name })}`)).spelling;
  } catch {
    return null;
  }
}

function close() {
  form.hidden = true;
  atHand()?.field.focus();
}

function tell(words) {
  form.querySelector("[data-said]").textContent = words;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { source: words, rendering, kind, note } = form.elements;
  const entry = { from: source.lang, into: target.lang, kind: kind.value, source: words.value, rendering: rendering.value, note: note.value };
  try {
    await asked("/api/terms/proposals", undefined, json("POST", entry));
  } catch (fault) {
    return tell(says.notProposed(fault.message));
  }
  close();
  markAnew().catch(() => {});
});

form.querySelector("[data-close]").addEventListener("click", close);
form.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});
Object.assign(form.elements.source, source);
Object.assign(form.elements.rendering, target);

document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== "KeyT") return;
  event.preventDefault();
  const words = chosen();
  if (!form.hidden && form.contains(document.activeElement)) form.requestSubmit();
  else if (words) open(words);
  else next().catch(() => {}); // Without an answer nothing is inserted.
});

bench.addEventListener("renewed", () => markAnew().catch(() => {}));
markAll().catch(() => {}); // Without an answer nothing is marked; the text is there all the same.

tellKeys("whileWriting", ["Alt", "T"], says.keyTerm);
