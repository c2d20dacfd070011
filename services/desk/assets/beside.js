// What stands beside the block at hand. Each panel is a section of the side column, and asks for its own.

import { act } from "./acting.js";
import { bench } from "./bench.js";
import { element } from "./elements.js";
import * as words from "./words.js";

const SOON = 150; // after another block is at hand, until it is asked for: who passes through asks for nothing

/** The block at hand: the one with the caret, or the last that had it. */
let here = null;

/** The block at hand, if there is one. */
export function atHand() {
  return here;
}

/**
 * Lets a panel follow the block at hand. `load(block, signal)` gives what the panel shows, as nodes, or nothing;
 * what is asked for in vain, because another block is at hand by now, is given up through the signal.
 */
export function follow(panel, load) {
  let asking = null;
  let timer;
  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    try {
      const nodes = await load(here, signal);
      if (signal.aborted) return;
      const nothing = [element("p", { className: "quiet", textContent: words.nothingBeside() })];
      panel.querySelector("[data-shown]").replaceChildren(...(nodes?.length ? nodes : nothing));
      panel.hidden = false;
    } catch (fault) {
      // Without an answer the panel says nothing; the words and their saving do not depend on it.
      if (fault.name !== "AbortError") panel.hidden = true;
    }
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, SOON);
  };
  bench.addEventListener("block", soon);
  bench.addEventListener("saved", (event) => event.detail === here && soon());
  bench.addEventListener("renewed", () => here && soon());
  if (here) soon();
}

/** What the desk answers as JSON; anything else is an error with its words. */
export async function asked(path, signal, options) {
  const answer = await act(path, { signal, ...options }).catch((fault) => {
    // A browser tells in words of its own that there is no connection.
    throw fault.name === "AbortError" ? fault : new Error(words.notReached());
  });
  if (answer.ok) return answer.status === 204 ? null : answer.json();
  throw new Error((await answer.json()).detail ?? answer.statusText);
}

/** In which language the source is written, or the translation, and to which side. */
const tongue = ({ lang, dir }) => ({ lang, dir });
export const source = tongue(bench.querySelector(".src"));
export const target = tongue(bench.querySelector("textarea[id^=text-]"));

/** Where cards about a block stand, beside it. */
export function besideOf(row) {
  const there = row.querySelector(".beside");
  if (there) return there;
  const { lang, dir } = document.documentElement;
  const made = element("div", { className: "beside", lang, dir });
  row.append(made);
  return made;
}

/** What people call a block. */
export const called = (block) => document.getElementById(`block-${block}`)?.dataset.called ?? "";

bench.addEventListener("block", (event) => (here = event.detail));
