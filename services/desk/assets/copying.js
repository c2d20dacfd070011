// What is shown once is copied by one press. Where the browser does not allow that, it is selected, to be copied by hand.

import * as words from "./words.js";

function select(shown) {
  shown.focus();
  if (shown.select) shown.select();
  else getSelection().selectAllChildren(shown);
}

for (const button of document.querySelectorAll("[data-copies]")) {
  const shown = document.getElementById(button.dataset.copies);
  const told = button.parentElement.querySelector("[data-copied]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    told.textContent = "";
    try {
      await navigator.clipboard.writeText(shown.value ?? shown.href);
      told.textContent = words.copied();
    } catch {
      select(shown);
      told.textContent = words.selectedInstead();
    }
  });
}
