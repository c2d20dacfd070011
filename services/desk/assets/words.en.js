// What scripts say, in English. The desk gives the page the file of its reader's language as words.js; all export the same.

/** Digits as they stand. */
export const number = (value) => String(value);
export const yourTime = (time) => `${time} your time`;

const count = (number, one, many) => (number === 1 ? `1 ${one}` : `${number} ${many}`);
const name = (text) => Object.assign(document.createElement("bdi"), { textContent: text });
/** What somebody else has said, within a sentence of ours. */
const isolated = (text) => `\u2068${text}\u2069`;
const clock = (at) => new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: document.body.dataset.zone });

/** Who else looks, as nodes: names are isolated. */
export function looking(names) {
  const [one, two] = names.map(name);
  if (names.length === 1) return [one, " is looking too"];
  if (names.length === 2) return [one, " and ", two, " are looking too"];
  return [one, ", ", two, ` and ${count(names.length - 2, "other is", "others are")} looking too`];
}

export const fresh = (number) => (number === 1 ? "One more is here by now." : `${number} more are here by now.`);

/** A time in people's words, as the server tells it. */
export function length(milliseconds) {
  const minutes = Math.floor(milliseconds / 60_000);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (minutes < 1) return "less than a minute";
  if (hours < 1) return `${rest} min`;
  return rest ? `${hours} h ${rest} min` : `${hours} h`;
}

export const yoursFor = (length) => `Yours for ${length}`;
export const timeOver = () => "Your time is over";
export const endsIn = (length) => `Your claim ends in ${length}`;
export const endsSoon = () => "Your claim ends soon";

/** Why a claim of `me` is over, as the piece stands by now. Names are isolated. */
export function whyOver({ assignment, state, lease }, me) {
  if (!assignment && state === "open") return "your time is over, and the piece is free for others";
  if (!assignment && state !== "claimed") return "the piece has been submitted meanwhile";
  if (!assignment) return lease.holder.member === me ? "you have claimed the piece anew elsewhere" : `your time is over, and ${isolated(lease.holder.name)} has the piece now`;
  const reason = assignment.reason ? `: ${isolated(assignment.reason)}` : "";
  return assignment.to
    ? `${isolated(assignment.by.name)} gave the piece to ${isolated(assignment.to.name)}${reason}`
    : `${isolated(assignment.by.name)} took the piece back${reason}`;
}

export const saving = () => "Saving…";
export const saved = () => "Saved";
export const notSavedShort = () => "Not saved";
export const notSaved = (why) => `Not saved: ${why}`;
export const waitsHere = (since) => `Not saved since ${clock(since)}. It waits in this browser.`;
export const onlyOnThisPage = (since) => `Not saved since ${clock(since)}. It is only on this page: keep it open.`;
export const blocksDone = (done, wanted) => `${done} of ${count(wanted, "block", "blocks")}`;

export const signedOut = () => "You are not signed in any more. ";
export const signInElsewhere = () => "Sign in in another tab";
export const thenSaved = () => "; what you wrote is then saved from here.";
export const notPosted = () => "The desk cannot be reached, and nothing was sent. What you wrote waits in this browser. ";
export const whenBack = () => " when the connection is back.";
export const openAgain = () => "Open the piece again";

export const waitForDesk = () => "What you typed waits in this browser, and is kept for you as soon as the desk has it.";
export const keptBesideBlocks = (number) => `What you typed since is kept, beside ${count(number, "block", "blocks")}.`;
export const allWasSaved = () => "What you wrote was saved.";

export const keptFrom = (number) => `${count(number, "block", "blocks")} that waited in this browser, because the desk could not be reached: `;
export const nowSaved = () => "saved now in ";
export const nowKept = () => "your claim had ended, so the words are kept for you beside ";
export const thePiece = () => "the piece";
export const notTaken = () => "The desk does not take these words of yours, which still wait in this browser: ";
export const throwAway = () => "Throw them away";

export const onThisPage = () => "On this page";
export const inLists = () => "In lists";
export const whileWriting = () => "While writing";
export const everywhere = () => "Everywhere";
export const nextAndPrevious = () => "next and previous";
export const openIt = () => "open it";
export const theseKeys = () => "these keys";

export const keyAccept = () => "my text fits what the source changed in this block; elsewhere: to the next such block";
export const keyArrange = {
  omit: () => "leave this block out",
  join: () => "join it to the one before",
  split: () => "split it at the caret",
  note: () => "add a note by the newsroom behind it",
};
export const keyMachine = () => "ask the machine about this block";
export const keyMarks = () => "put a link or emphasis of the source on the selected words, or take it off";
export const keyArrows = () => "at the end of a block: to the next; at its beginning: to the one before";
export const keyBeside = () => "to what the checks find in this block, and back";
export const keyBack = () => "from beside the text back into the block";
export const keyMatches = () => "take what was translated before";
export const keySearch = () => "look for words in what was translated before: those that are selected";
export const keyTerm = () => "insert the next term; with words selected in the source: propose them as a term";

export const nothingBeside = () => "Nothing for this block.";
export const keptForYou = () => "Kept for you.";
export const search = () => "search in everything";
