// Changes of the source: the block that was looked at and whose words fit.

import { act, json } from "./acting.js";
import { address, bench, complain, epoch, held, revision, work } from "./bench.js";
import { tell as tellKeys } from "./keys.js";
import * as words from "./words.js";

/** The block as the source has it by now: what was exchanged is no longer marked. */
function settle(block) {
  for (const gone of block.querySelectorAll("del, [data-changed], [data-change]")) gone.remove();
  for (const fresh of block.querySelectorAll("ins")) fresh.replaceWith(...fresh.childNodes);
  block.classList.remove("changed");
  document.querySelector(`[data-changes] a[href="#${block.id}"]`)?.remove();
  const left = bench.querySelectorAll(".block.changed").length;
  document.querySelector("[data-waiting]").textContent = words.blocksWait(left);
  document.querySelector("[data-accept-all]").hidden = left < 2;
}

async function accept(block, button) {
  work();
  try {
    const answer = await act(`${address}/blocks/${button.value}/acceptance`, json("POST", { epoch, revision }));
    if (!answer.ok) return bench.requestSubmit(button); // The page then says why not.
    // Whoever pressed the button that goes on with the words that it was about.
    if (block.contains(document.activeElement)) block.querySelector("textarea[id^=text-]")?.focus();
    settle(block);
    held(answer, await answer.json());
  } catch {
    complain(words.notAccepted(), `/pieces/${bench.dataset.piece}`, words.openAgain(), words.whenBack());
  }
}

bench.addEventListener("click", (event) => {
  const button = event.target.closest("[data-accept]");
  const block = button?.closest(".block");
  // A block that goes, and the last one, change more of the page than the block itself: it is shown anew.
  if (!button || "gone" in button.dataset || bench.querySelectorAll(".block.changed").length < 2) return;
  event.preventDefault();
  accept(block, button);
});

/** Goes to a block that the source changed; accepts the change of the one where one is. */
document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== "KeyK") return;
  event.preventDefault();
  const here = document.activeElement.closest(".block.changed");
  if (here) here.querySelector("[data-accept]").click();
  // What is set aside has no field: there it is the button.
  else bench.querySelector(".block.changed :is(textarea[id^=text-], [data-accept])")?.focus();
});

tellKeys("whileWriting", ["Alt", "K"], words.keyAccept, () => bench.querySelector(".block.changed"));
