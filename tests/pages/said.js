// Everything with Latin words in it that is read on this page, by eye or by ear; keys, commands, the names of clocks and what is
// said to be in English aside.
// An open dialog is all there is to read; one that is closed is not there.

const page = document.querySelector("dialog[open]") ?? document.body;
const aside = "script, style, noscript, kbd, code, pre, textarea, dialog:not([open]), select[name=zone] option, body [lang=en]";

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
// A page of something in English is called by its name.
if (!document.querySelector("h1[lang=en], h1 [lang=en]")) keep(document.title);

return [...said];
