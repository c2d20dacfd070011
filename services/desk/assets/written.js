// Numbers and times as the reader of the page likes them: in which digits and days, and by which clock.

const { digits, dates, zone } = document.body.dataset;
const arabic = digits === "arabic";
const language = document.documentElement.lang;

/** The same words with the reader's digits. */
export function inDigits(words) {
  return arabic ? String(words).replace(/[0-9]/g, (digit) => String.fromCharCode(0x0660 + Number(digit))) : String(words);
}

/** A whole number, as the server writes it: from five digits on in groups of three. */
export function number(value) {
  const plain = String(value);
  return inDigits(plain.length <= 4 ? plain : plain.replace(/\B(?=(\d{3})+$)/g, arabic ? "٬" : ","));
}

const parts = (at, options) =>
  Object.fromEntries(
    new Intl.DateTimeFormat(`${language}-u-ca-gregory-nu-latn`, options).formatToParts(new Date(at)).map(({ type, value }) => [type, value]),
  );

/** The time of the day: by the reader's clock, unless another is named; `null` names that of this machine. */
export function clock(at, by = zone) {
  const { hour, minute } = parts(at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: by ?? undefined });
  return inDigits(`${hour}:${minute}`);
}

/** The day with its year. */
export function day(at, by = zone) {
  const month = dates === "numbers" ? "2-digit" : "short";
  const told = parts(at, { day: dates === "numbers" ? "2-digit" : "numeric", month, year: "numeric", timeZone: by ?? undefined });
  return inDigits(dates === "numbers" ? `${told.year}-${told.month}-${told.day}` : `${told.day} ${told.month} ${told.year}`);
}

/** What somebody else has said, within a sentence of ours: it turns nothing around it. */
export const isolated = (text) => `\u2068${text}\u2069`;

/** The same as a node. */
export const name = (text, lang = "") => Object.assign(document.createElement("bdi"), { textContent: text, lang });

/** A message as a sentence: with a capital and a full stop. */
export const sentence = (said) => said.charAt(0).toUpperCase() + said.slice(1) + (/[.!?؟…]$/.test(said) ? "" : ".");
