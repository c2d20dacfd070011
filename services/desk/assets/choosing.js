// Two pages or devices of one person wrote in one block: both texts are shown, and the person says which one stands.

import { address, bench, work } from "./bench.js";
import { besideOf } from "./beside.js";
import { element } from "./elements.js";
import { replace } from "./inserting.js";
import { digest } from "./waiting.js";
import * as says from "./words.js";

/** What is saved for a block by now. */
async function saved(block) {
  const answer = await fetch(address);
  if (!answer.ok) return null;
  const { drafts } = await answer.json();
  return drafts.find((draft) => draft.block === Number(block.number))?.text ?? "";
}

async function choose(block) {
  const theirs = await saved(block);
  const place = besideOf(block.field.closest(".block"));
  place.querySelector("[data-choice]")?.remove();
  if (theirs === null) return;
  const over = await digest(theirs);
  if (theirs === block.field.value) return block.knows(theirs, over);
  const { lang, dir } = block.field;
  const button = (words, act) => element("button", { className: "button", type: "button", textContent: words, onclick: act });
  const done = (act) => () => {
    work();
    card.remove();
    act();
    block.field.focus();
  };
  const card = element(
    "div",
    { className: "card warn", role: "status" },
    element("div", { className: "top" }, element("span", { textContent: says.savedElsewhere() })),
    element("div", { className: "txt lines", lang, dir, textContent: theirs || says.noWords() }),
    element(
      "p",
      { className: "row" },
      button(says.keepMine(), done(() => {
        block.knows(theirs, over);
        block.save();
      })),
      button(says.takeThese(), done(() => {
        block.knows(theirs, over);
        replace(block.field, theirs);
      })),
    ),
  );
  card.dataset.choice = "";
  place.append(card);
}

bench.addEventListener("other", (event) => choose(event.detail));
