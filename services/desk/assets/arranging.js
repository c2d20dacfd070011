// Leaving blocks out, joining, splitting and adding them: the buttons are forms of their own, and these are their keys.

import { bench } from "./bench.js";
import { tell as tellKeys } from "./keys.js";
import * as words from "./words.js";

const KEYS = { KeyO: "omit", KeyJ: "join", KeyS: "split", KeyN: "note" };

/** The field in which the caret was last, and after how many letters. */
let caret = null;

function look(event) {
  const field = event.target;
  if (!field.matches?.("textarea[id^=text-]")) return;
  caret = { block: field.closest(".block"), letters: [...field.value.slice(0, field.selectionStart)].length };
  for (const where of caret.block.querySelectorAll("[data-where]")) where.textContent = words.splitAtCaret();
}

for (const act of ["keyup", "pointerup", "focusout"]) bench.addEventListener(act, look);

/** Opens the menu of a block where something is asked first; else does it. */
function act(block, wanted) {
  const button = block.querySelector(`[data-arrange=${wanted}]`);
  if (!button) return;
  if (wanted !== "omit") return button.click();
  button.closest("details").open = true;
  block.querySelector("textarea[name^=reason-]").focus();
}

// Before the form is posted, so that the place goes with it.
bench.addEventListener("click", (event) => {
  const button = event.target.closest("[data-arrange]");
  if (!button) return;
  const here = button.dataset.arrange === "split" && caret?.block === button.closest(".block");
  bench.elements.at.value = here ? caret.letters : "";
});

document.addEventListener("keydown", (event) => {
  const open = bench.querySelector(".arrange[open]");
  if (event.key === "Escape" && open) {
    open.open = false;
    open.closest(".block").querySelector("textarea[id^=text-]")?.focus();
    return;
  }
  const reason = document.activeElement?.matches("textarea[name^=reason-]");
  if (reason && event.key === "Enter" && !event.shiftKey && !event.isComposing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    document.activeElement.closest(".menu").querySelector("[data-arrange=omit]").click();
    return;
  }
  const wanted = KEYS[event.code];
  if (!wanted || !event.altKey || event.ctrlKey || event.metaKey) return;
  const block = document.activeElement?.closest(".block");
  if (!block) return;
  event.preventDefault();
  if (document.activeElement.matches("textarea[id^=text-]")) look({ target: document.activeElement });
  act(block, wanted);
});

document.addEventListener("pointerdown", (event) => {
  const open = bench.querySelector(".arrange[open]");
  if (open && !open.contains(event.target)) open.open = false;
});

for (const [code, wanted] of Object.entries(KEYS)) {
  tellKeys("whileWriting", ["Alt", code.slice(-1)], words.keyArrange[wanted], () => bench.querySelector(`[data-arrange=${wanted}]`));
}
