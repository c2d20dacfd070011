// From block to block, and to what stands beside them, by keys and links alone.

import { atHand } from "./beside.js";
import { blocks } from "./bench.js";
import { tell as tellKeys } from "./keys.js";
import * as words from "./words.js";

const side = document.querySelector(".side");
const findings = document.getElementById("findings");

/** The field that an address on this page leads to: a block's own one, where it has one. */
function fieldOf(hash) {
  const named = /^#(text|block)-\d+$/.test(hash) ? document.getElementById(hash.slice(1)) : null;
  return named?.matches("textarea") ? named : named?.querySelector("textarea[id^=text-]");
}

/** At the end of a field an arrow leads on to the next one, at its beginning back. */
function arrow(event) {
  const at = blocks.findIndex(({ field }) => field === event.target);
  if (at < 0 || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  const { selectionStart: from, selectionEnd: to, value } = event.target;
  const down = event.key === "ArrowDown";
  if (from !== to || to !== (down ? value.length : 0)) return;
  const next = blocks[at + (down ? 1 : -1)]?.field;
  if (!next) return;
  event.preventDefault();
  next.focus();
  const place = down ? 0 : next.value.length;
  next.setSelectionRange(place, place);
}

/** To what the checks find in the block at hand, and from there back into its words. */
function beside() {
  if (side.contains(document.activeElement)) return atHand()?.field.focus();
  findings.querySelector("button, summary, a")?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") return arrow(event);
  if (event.key === "Escape" && side.contains(document.activeElement)) return atHand()?.field.focus();
  if (event.code !== "KeyX" || !event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  beside();
});

// A link to a block gives its field the caret.
document.addEventListener("click", (event) => {
  const field = fieldOf(event.target.closest("a[href^='#']")?.getAttribute("href") ?? "");
  if (!field || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  field.closest(".block").scrollIntoView({ block: "nearest" });
  field.focus();
});

/** The field of the block that the page came anew for; where that has none by now, the next one. */
function goingOn(hash) {
  const block = /^#block-\d+$/.test(hash) ? document.getElementById(hash.slice(1)) : null;
  const after = ({ field }) => block.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING;
  return block ? blocks.find(after)?.field : null;
}

/** Whoever has just claimed a piece begins to write, where that raises no keyboard over the page. */
function beginning() {
  const claimed = new URLSearchParams(location.search).get("done") === "claimed";
  return claimed && !matchMedia("(pointer: coarse)").matches ? blocks.find(({ field }) => !field.value)?.field : null;
}

if (document.activeElement === document.body) {
  (fieldOf(location.hash) ?? goingOn(location.hash) ?? beginning())?.focus({ preventScroll: true });
}

tellKeys("whileWriting", ["↓", "↑"], words.keyArrows);
tellKeys("whileWriting", ["Alt", "X"], words.keyBeside);
tellKeys("whileWriting", ["Esc"], words.keyBack);
