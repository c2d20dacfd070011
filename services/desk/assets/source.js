// The source while somebody writes: what it changes is put in its place at once. Nothing moves under the hand, and what is written
// is not touched. What has no place on this page, such as a block that is new, is told of with a way to the page as it is by now.

import { bench, revision, shows } from "./claim.js";
import { besideOf } from "./beside.js";

const news = document.getElementById("news");
const changes = document.getElementById("source-changes");
/** Up to which revision this page was renewed. */
let renewed = revision;
/** The newest revision that this page has heard of. */
let newest = revision;
let asking = false;

/** The page as it is by now. */
async function now() {
  const answer = await fetch(`/pieces/${bench.dataset.piece}`);
  if (!answer.ok) throw new Error(answer.statusText);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** Which blocks a page has, and what can be set apart in each. */
function shape(page) {
  const kinds = (row) => [...row.querySelectorAll("[data-kind]")].map(({ dataset }) => dataset.kind);
  return JSON.stringify([...page.querySelectorAll(".block")].map((row) => [row.id, kinds(row)]));
}

/** Puts the source of a block in place, and what is to be decided about it. */
function put(row) {
  const here = document.getElementById(row.id);
  if (!here) return;
  const [source, newer] = [here, row].map((each) => each.querySelector(".src"));
  if (source.textContent !== newer.textContent) source.replaceChildren(...newer.childNodes);
  here.classList.toggle("changed", row.classList.contains("changed"));
  const [card, other] = [here, row].map((each) => each.querySelector("[data-change]"));
  if (card?.outerHTML === other?.outerHTML) return;
  card?.remove();
  if (other) besideOf(here).prepend(other);
}

/** Runs `act`, and what somebody is at stays where they see it. */
function still(act) {
  const rows = [...bench.querySelectorAll(".block")];
  const at = bench.contains(document.activeElement) ? document.activeElement : rows.find((row) => row.getBoundingClientRect().bottom > 0);
  const before = at.getBoundingClientRect().top;
  const moved = () => at.getBoundingClientRect().top - before;
  act();
  scrollBy(0, moved());
  if (moved() <= 0) return;
  // A page that ends too soon to be scrolled so far is made longer.
  const { height, bottom } = bench.getBoundingClientRect();
  const below = document.scrollingElement.scrollHeight - scrollY - bottom;
  bench.style.minBlockSize = `${height + below + moved()}px`;
  scrollBy(0, moved());
}

function putAll(page) {
  const fits = shape(page) === shape(document);
  still(() => {
    bench.querySelector(".head").replaceChildren(...page.querySelector("#bench > .head").childNodes);
    for (const row of page.querySelectorAll(".block")) put(row);
    changes.replaceChildren(...page.getElementById("source-changes").childNodes);
    news.hidden = fits;
  });
  renewed = Number(page.getElementById("bench").elements.revision.value);
  // What is not seen here is not accepted from here.
  if (fits) shows(renewed);
  bench.dispatchEvent(new CustomEvent("renewed"));
}

/** Shows the source as it is by now; what comes meanwhile is asked for with the next go. */
async function renew() {
  const asked = newest;
  asking = true;
  try {
    const page = await now();
    // Where it is no workbench any more, the claim is over, and that is told.
    if (page.getElementById("bench")) putAll(page);
  } catch {
    news.hidden = false;
  }
  asking = false;
  if (newest > asked) renew();
}

bench.addEventListener("newer", ({ detail }) => {
  newest = Math.max(newest, detail);
  if (!asking && newest > renewed) renew();
});
