// Who else looks at what this page shows: their initials, and their names as a sentence.

import * as words from "./words.js";
import { on } from "./live.js";

const line = document.getElementById("looking");

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
  const said = document.createElement("span");
  said.append(...(names.length ? words.looking(names) : []));
  line.title = said.textContent;
  line.replaceChildren(...names.slice(0, 3).map(chip), said);
}

on("looking", show);
// Nobody knows who looks while the desk cannot be heard.
on("away", () => show([]));
