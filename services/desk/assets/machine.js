// The machine: asked about the block at hand when somebody asks, shown as what it is, put in only by hand.

import { json } from "./acting.js";
import { asked, atHand } from "./beside.js";
import { address, bench, epoch, sentence, work } from "./bench.js";
import { element } from "./elements.js";
import { fill } from "./inserting.js";
import { tell as tellKeys } from "./keys.js";
import * as says from "./words.js";

const panel = document.getElementById("machine");
const shown = panel.querySelector("[data-shown]");
const ask = panel.querySelector("[data-ask]");

/** What the machine said of each block, or why it said nothing, while this page is open. */
const said = new Map();

function post(path) {
  work();
  return asked(`${address}/blocks/${path}`, undefined, json("POST", { epoch }));
}

/** What is to be seen of the block at hand. */
function show() {
  const block = atHand();
  panel.hidden = !block;
  const state = said.get(block);
  // Pressed again meanwhile it does nothing; disabled it would lose the focus.
  ask.ariaDisabled = String(Boolean(state?.asking));
  shown.replaceChildren(...(state ? parts(block, state) : []));
}

function parts(block, { asking, why, engine, text }) {
  if (asking) return [element("p", { className: "quiet", textContent: says.asking() })];
  const warning = why ? [element("p", { className: "card warn", textContent: sentence(why) })] : [];
  return text ? [...warning, card(block, engine, text)] : warning;
}

function card(block, engine, text) {
  const { lang, dir } = block.field;
  const top = element("div", { className: "top" }, element("span", {}, ...says.suggests(engine)));
  const words = element("div", { className: "txt lines", lang, dir, textContent: text });
  const take = element("button", { className: "button", type: "button", textContent: block.field.value.trim() ? says.putInAtCaret() : says.putIn() });
  take.addEventListener("click", () => takeUp(block));
  return element("div", { className: "card" }, top, words, element("p", { className: "row" }, take));
}

async function suggest() {
  const block = atHand();
  if (!block || said.get(block)?.asking) return;
  said.set(block, { asking: true });
  show();
  try {
    said.set(block, await post(`${block.number}/suggestion`));
  } catch (fault) {
    said.set(block, { why: fault.message });
  }
  show();
}

/** It is recorded first that the words are the machine's; then they are put in, as by hand. */
async function takeUp(block) {
  const { text } = said.get(block);
  try {
    await post(`${block.number}/suggestion/taken`);
    fill(block.field, text);
  } catch (fault) {
    said.set(block, { ...said.get(block), why: fault.message });
    show();
  }
}

ask.addEventListener("click", suggest);
document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== "KeyM") return;
  event.preventDefault();
  suggest();
});
bench.addEventListener("block", show);
show();

tellKeys("whileWriting", ["Alt", "M"], says.keyMachine);
