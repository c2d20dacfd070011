// Work in another tool: a file of the piece that was worked on there is taken in, block by block.

import { address, bench, blocks, epoch, sentence } from "./bench.js";
import { asked, called } from "./beside.js";
import { element } from "./elements.js";
import * as says from "./words.js";

const panel = document.getElementById("xliff");
const form = panel.querySelector("form");
const button = form.querySelector("button");
const shown = panel.querySelector("[data-shown]");

const page = `/pieces/${bench.dataset.piece}?done=saved`;

/** Under which name the page before this one has left what came of a file. */
const TOLD = `xliff ${address}`;

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const [file] = form.elements.file.files;
  if (!file || button.disabled) return;
  button.disabled = true;
  say(says.readingFile());
  try {
    // What was typed here is saved first, so that the file comes after it.
    await Promise.all(blocks.map((block) => block.save()));
    const brought = await asked(`${address}/xliff?epoch=${epoch}`, undefined, { method: "POST", body: file });
    // The page comes anew with the words of the file, unless it holds words that could not be saved.
    if (brought.saved && !blocks.some((block) => block.dirty || block.failed)) {
      sessionStorage.setItem(TOLD, JSON.stringify(brought));
      location.assign(page);
      return;
    }
    tell(brought);
    if (brought.saved) shown.append(element("p", {}, element("a", { href: page, className: "shown", textContent: says.showFromFile() })));
    form.reset();
  } catch (fault) {
    say(sentence(fault.message));
  } finally {
    button.disabled = false;
    button.focus();
  }
});

/** What came of a file, unit by unit where there is something to say. */
function tell(brought) {
  say(says.brought(brought));
  shown.append(...brought.units.filter((unit) => unit.why).map(refusal), ...brought.units.filter((unit) => unit.replaced).map(replacement));
}

function say(words) {
  shown.replaceChildren(element("p", { textContent: words }));
}

function refusal({ unit, block, why, kept }) {
  return element("div", { className: "card warn" }, named(unit, block), element("p", {}, kept ? says.refusedKept(why) : sentence(why)));
}

/** Words that were saved here while the file was worked on, and that its words have replaced. */
function replacement({ unit, block, replaced }) {
  const field = document.getElementById(`text-${block}`);
  const words = element("p", { className: "txt lines", lang: field?.lang ?? "", dir: field?.dir ?? "auto", textContent: replaced });
  return element("div", { className: "card" }, named(unit, block), element("p", { textContent: says.replacedSince() }), words);
}

function named(unit, block) {
  return block !== null && document.getElementById(`text-${block}`)
    ? element("p", {}, element("a", { href: `#text-${block}`, className: "shown", textContent: called(block) }))
    : element("bdi", { textContent: unit });
}

form.hidden = false;
const told = sessionStorage.getItem(TOLD);
if (told) {
  sessionStorage.removeItem(TOLD);
  tell(JSON.parse(told));
  panel.querySelector("details").open = true;
  panel.scrollIntoView({ block: "nearest" });
}
