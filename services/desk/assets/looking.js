// Who else looks at what this page shows: their initials, and their names as a sentence.

import * as words from "./words.js";
import { on } from "./live.js";

const line = document.getElementById("looking");
const SOON = 10_000; // within which the desk is heard again where a connection only begins anew

/** Who is shown, as JSON. */
let shown = "[]";
let timer;

/** The first letter of the first and of the last name, as people see letters. */
function initials(name) {
  const parts = name.trim().split(/\s+/);
  const first = (part) => [...new Intl.Segmenter().segment(part)][0]?.segment ?? "";
  return (parts.length > 1 ? [parts[0], parts.at(-1)] : parts).map(first).join("").toLocaleUpperCase();
}

function chip(name) {
  return Object.assign(document.createElement("bdi"), { className: "initials", textContent: initials(name), ariaHidden: "true" });
}

function show(others) {
  const names = others.map(({ name }) => name);
  // The same people are not read aloud anew.
  if (JSON.stringify(names) === shown) return;
  shown = JSON.stringify(names);
  const said = document.createElement("span");
  said.append(...(names.length ? words.looking(names) : []));
  line.title = said.textContent;
  line.replaceChildren(...names.slice(0, 3).map(chip), said);
}

on("looking", show);
// Nobody knows who looks while the desk cannot be heard.
on("away", () => (timer ??= setTimeout(() => show([]), SOON)));
on("here", () => {
  clearTimeout(timer);
  timer = null;
});
