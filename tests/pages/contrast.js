// What is not seen well enough on this page: texts (WCAG 2.2, 1.4.3), and the edges of fields and the marks of focus (1.4.11).
// Computed from the colours that the browser shows, over all that lies behind them.

const TEXT = 4.5;
const LARGE = 3; // from 24 px, or bold from 18.66 px on
const SIGN = 3; // what has neither letters nor figures is looked at, not read
const EDGE = 3;

const paint = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
const known = new Map();

/** Red, green, blue and alpha of any colour that CSS can say, each from 0 to 1. */
function colour(said) {
  if (!known.has(said)) {
    paint.clearRect(0, 0, 1, 1);
    paint.fillStyle = said;
    paint.fillRect(0, 0, 1, 1);
    known.set(said, [...paint.getImageData(0, 0, 1, 1).data].map((part) => part / 255));
  }
  return known.get(said);
}

/** A colour with its alpha over another without. */
const over = ([r, g, b, a], under) => [r, g, b].map((part, at) => part * a + under[at] * (1 - a)).concat(1);

function luminance([r, g, b]) {
  const linear = [r, g, b].map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

function ratio(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** What lies behind what is written in an element. */
function behind(element) {
  const layers = [];
  for (let at = element; at; at = at.parentElement) layers.push(colour(getComputedStyle(at).backgroundColor));
  return layers.reverse().reduce((under, layer) => over(layer, under), [1, 1, 1, 1]);
}

function opacity(element) {
  let product = 1;
  for (let at = element; at; at = at.parentElement) product *= Number(getComputedStyle(at).opacity);
  return product;
}

const found = [];
const words = (text) => text.trim().replace(/\s+/g, " ").slice(0, 40);
const named = (element) => element.outerHTML.slice(0, element.outerHTML.indexOf(">") + 1).slice(0, 160);

function needs(least, got, what, element) {
  if (got < least) found.push(`${what} has ${got.toFixed(2)}:1, needs ${least}:1, in ${named(element)}`);
}

/** Whether an element is there for eyes: shown, and not cut down to nothing for those who listen. */
function shown(element) {
  if (!element.checkVisibility({ visibilityProperty: true })) return false;
  const clipped = element.closest(".unseen, .skip:not(:focus)");
  const { width, height } = element.getBoundingClientRect();
  return !clipped && width > 1 && height > 1;
}

const usable = (element) => !element.closest(":disabled, [aria-disabled=true], [inert]");

function text(style, element, what, words, ground = behind(element)) {
  const [r, g, b, a] = colour(style.color);
  const size = parseFloat(style.fontSize);
  const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  const least = !/[\p{L}\p{N}]/u.test(words) ? SIGN : large ? LARGE : TEXT;
  needs(least, ratio(over([r, g, b, a * opacity(element)], ground), ground), what, element);
}

const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || element.closest("script, style, noscript, option, textarea")) continue;
  const said = words(walker.currentNode.data);
  if (shown(element) && usable(element)) text(getComputedStyle(element), element, `“${said}”`, said);
}

for (const element of document.body.querySelectorAll("*")) {
  for (const which of ["::before", "::after"]) {
    const style = getComputedStyle(element, which);
    if (!/["“][^"“”]*\S[^"“”]*["”]/.test(style.content) || style.display === "none") continue;
    const ground = over(colour(style.backgroundColor), behind(element));
    if (shown(element) && usable(element)) text(style, element, `${which} ${style.content}`, style.content, ground);
  }
}

for (const field of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
  if (!shown(field) || !usable(field)) continue;
  const style = getComputedStyle(field);
  // A box that the browser draws itself is as the browser has it (WCAG 2.2, 1.4.11); its computed border is not what is seen.
  if (field.matches("[type=checkbox], [type=radio]") && style.appearance === "auto") continue;
  const empty = field.value === "" && field.placeholder;
  const shows = empty ? getComputedStyle(field, "::placeholder") : style;
  text(shows, field, empty ? "the placeholder" : "what is in the field", "words");
  const outside = behind(field.parentElement);
  const edge = colour(style.borderBlockEndColor);
  const drawn = parseFloat(style.borderBlockEndWidth) > 0 && edge[3] > 0;
  // A text that is written in place shows where its field is; one that is empty has nothing but its edge.
  if (!drawn && field.matches("textarea") && field.value.trim()) continue;
  const best = Math.max(drawn ? ratio(over(edge, outside), outside) : 1, ratio(behind(field), outside));
  needs(EDGE, best, "the edge of the field", field);
}

const before = document.activeElement;
for (const element of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")) {
  if (!element.checkVisibility({ visibilityProperty: true }) || !usable(element)) continue;
  element.focus({ focusVisible: true, preventScroll: true });
  if (document.activeElement !== element) continue;
  const style = getComputedStyle(element);
  const ground = behind(element.parentElement);
  const drawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
  needs(EDGE, drawn ? ratio(over(colour(style.outlineColor), ground), ground) : 1, "the mark of focus", element);
}
document.activeElement?.blur();
before?.focus?.({ preventScroll: true });

return [...new Set(found)];
