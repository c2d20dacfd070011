// Everything with Latin words in it that is read on this page, by eye or by ear; keys and commands aside.

const said = new Set();
const latin = /[A-Za-z]{2}/;
const keep = (words) => latin.test(words ?? "") && said.add(words.trim().replace(/\s+/g, " "));

const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (!element.closest("script, style, kbd, code, textarea")) keep(walker.currentNode.data);
}
for (const element of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
  for (const name of ["aria-label", "title", "placeholder", "alt"]) keep(element.getAttribute(name));
}
keep(document.title);

return [...said];
