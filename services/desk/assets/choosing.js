// Two pages or devices of one person wrote in one block: both texts are shown, and the person says which one stands.

import { address, bench, work } from "./bench.js";
import { element, insert } from "./beside.js";

/** What is saved for a block by now. */
async function saved(block) {
  const answer = await fetch(address);
  if (!answer.ok) return null;
  const { drafts } = await answer.json();
  return drafts.find((draft) => draft.block === Number(block.number))?.text ?? "";
}

function beside(block) {
  const row = block.field.closest(".block");
  const there = row.querySelector(".beside");
  if (there) return there;
  const made = element("div", { className: "beside", lang: "en", dir: "ltr" });
  row.append(made);
  return made;
}

async function choose(block) {
  const theirs = await saved(block);
  const place = beside(block);
  place.querySelector("[data-choice]")?.remove();
  if (theirs === null) return;
  if (theirs === block.field.value) return block.knows(theirs);
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
    element("div", { className: "top" }, element("span", { textContent: "Saved meanwhile, from another page or device" })),
    element("div", { className: "txt lines", lang, dir, textContent: theirs || "(no words)" }),
    element(
      "p",
      { className: "row" },
      button("Keep mine", done(() => {
        block.knows(theirs);
        block.save();
      })),
      button("Take these instead", done(() => {
        block.knows(theirs);
        insert(block.field, theirs, true);
      })),
    ),
  );
  card.dataset.choice = "";
  place.append(card);
}

bench.addEventListener("other", (event) => choose(event.detail));
