// Everything with Latin words in it that is read on this page, by eye or by ear; keys, commands and the names of clocks aside.
// An open dialog is all there is to read; one that is closed is not there.

const page = document.querySelector("dialog[open]") ?? document.body;
const aside = "script, style, kbd, code, textarea, dialog:not([open]), select[name=zone] option";

const said = new Set();
const latin = /[A-Za-z]{2}/;
const keep = (words) => latin.test(words ?? "") && said.add(words.trim().replace(/\s+/g, " "));

const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (!element.closest(aside)) keep(walker.currentNode.data);
}
for (const element of page.querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
  for (const name of ["aria-label", "title", "placeholder", "alt"]) keep(element.getAttribute(name));
}
keep(document.title);

return [...said];
