// What scripts say, in English. The desk gives the page the file of its reader's language as words.js; all export the same.

import { clock, day, isolated, name, number, sentence } from "./written.js";

/** When something was, by the clock of the reader's own machine. */
export const yourTime = (at) => `${day(at, null)} ${clock(at, null)} your time`;

const count = (value, one, many) => `${number(value)} ${value === 1 ? one : many}`;

/** Who else looks, as nodes: names are isolated. */
export function looking(names) {
  const [one, two] = names.map(name);
  if (names.length === 1) return [one, " is looking too"];
  if (names.length === 2) return [one, " and ", two, " are looking too"];
  return [one, ", ", two, ` and ${count(names.length - 2, "other is", "others are")} looking too`];
}

export const notInList = () => "not in this list any more";
export const fresh = (value) => (value === 1 ? "One more is here by now." : `${number(value)} more are here by now.`);

/** A time in people's words, as the server tells it. */
export function length(milliseconds) {
  const minutes = Math.floor(milliseconds / 60_000);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (minutes < 1) return "less than a minute";
  if (hours < 1) return `${number(rest)} min`;
  return rest ? `${number(hours)} h ${number(rest)} min` : `${number(hours)} h`;
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

export const copied = () => "Copied";
export const selectedInstead = () => "It could not be copied by itself. It is selected: copy it from here.";
export const saving = () => "Saving…";
export const saved = () => "Saved";
export const notSavedShort = () => "Not saved";
export const notSaved = (why) => `Not saved: ${why}`;
export const waitsHere = (since) => `Not saved since ${clock(since)}. It waits in this browser.`;
export const onlyOnThisPage = (since) => `Not saved since ${clock(since)}. It is only on this page: keep it open.`;
export const blocksDone = (done, wanted) => `${number(done)} of ${count(wanted, "block", "blocks")}`;
export const mustBeMended = (value) => (value === 1 ? "One finding must be mended, or let stand with a reason." : `${number(value)} findings must be mended, or let stand with a reason.`);
export const notTranslated = (value) => (value === 1 ? "One block is not translated yet." : `${number(value)} blocks are not translated yet.`);

export const signedOut = () => "You are not signed in any more. ";
export const signInElsewhere = () => "Sign in in another tab";
export const thenSaved = () => "; what you wrote is then saved from here.";
export const notPosted = () => "The desk cannot be reached, and nothing was sent. What you wrote waits in this browser. ";
export const whenBack = () => " when the connection is back.";
export const openAgain = () => "Open the piece again";

export const waitForDesk = () => "What you typed waits in this browser, and is kept for you as soon as the desk has it.";
export const keptBesideBlocks = (value) => `What you typed since is kept, beside ${count(value, "block", "blocks")}.`;
export const allWasSaved = () => "What you wrote was saved.";

export const keptFrom = (value) => `${count(value, "block", "blocks")} that waited in this browser, because the desk could not be reached: `;
export const nowSaved = () => "saved now in ";
export const nowKept = () => "your claim had ended, so the words are kept for you beside ";
export const nowKeptBeside = () => "the text has gone on meanwhile, so the words are kept for you beside ";
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
export const agree = () => "agree to the proposal";
export const decline = () => "decline the proposal";
export const searchEverything = () => "search in everything";

export const blocksWait = (value) => (value === 1 ? "One block waits" : `${number(value)} blocks wait`);
export const notAccepted = () => "The acceptance did not arrive. ";
export const splitAtCaret = () => "Split at the caret";

export const savedElsewhere = () => "Saved meanwhile, from another page or device";
export const noWords = () => "(no words)";
export const keepMine = () => "Keep mine";
export const takeThese = () => "Take these instead";

/** How a finding stands. */
export const standing = {
  blocks: () => "Must be mended",
  warns: () => "Look here",
  informs: () => "For your information",
  stands: () => "Stands, for a reason",
};
export const showWords = () => "Show words";
export const letStandNoMore = () => "Let it stand no more";
export const whyItStays = () => "Why it stays as it is";
export const letStand = () => "Let it stand";
export const letStandBecause = () => "Let it stand, because…";
export const because = (who, why) => `${who}: ${why}`;
export const inOtherBlocks = () => "In other blocks";
/** A block with so much to look at. */
export const soMany = (block, value) => `${block} (${number(value)})`;

export const notReached = () => "the desk cannot be reached; nothing is lost, try again in a moment";

export const asking = () => "Asking …";
/** Which machine suggests something, as nodes. */
export const suggests = (engine) => [name(engine), ", a machine, suggests"];
export const putIn = () => "Put it in";
export const putInAtCaret = () => "Put it in where the caret is";

/** Links and emphasis. */
export const marks = { emphasis: () => "emphasis", strong: () => "bold", link: () => "link" };
export const notInSource = (what) => `not in the source: ${what}`;
export const selectFirst = () => "Select its words in the field first.";
export const selectOthers = () => "Select a letter more or less: these words overlap with themselves.";
/** Where a mark stands, behind its name. */
export const standsOn = (words) => ` → ${words}`;

export const percent = (value) => `${number(value)} %`;
export const sameText = () => "the same text";
export const sameWords = () => "the same words";
export const oneSentence = () => "one sentence";
/** Words of ours, one behind the other. */
export const listed = (all) => all.join(", ");
export const takeIt = () => "Take it";
/** Who has translated and approved something, and where, as nodes. */
export const approvedBy = (translator, editor, at, where) => ["Approved: ", name(translator), " with ", name(editor), `, ${day(at)}, `, where];
/** From which file something is, by whom and of when, where that is known; as nodes. */
export const importedFrom = (file, by, at) => ["Imported: ", name(file), ...(by ? [", ", name(by)] : []), ...(at ? [`, ${day(at)}`] : [])];
export const neverTranslated = () => "Nothing that was translated before has these words.";
export const notFoundOut = (why) => `Not found out: ${sentence(why)}`;

/** What a term's mark says to whoever points at it. */
export function termSaid({ rendering, allowed, forbidden, note }, isProposed) {
  const parts = [isolated(rendering)];
  if (allowed.length) parts.push(`or ${allowed.map(isolated).join(", ")}`);
  if (forbidden.length) parts.push(`not ${forbidden.map(isolated).join(", ")}`);
  if (note) parts.push(isolated(note));
  if (isProposed) parts.push("proposed, not agreed yet");
  return parts.join("; ");
}
export const nameSpelled = (spelling) => `A name, perhaps ${isolated(spelling)}`;
export const nameUnknown = () => "A name that is not in the register";
export const aName = () => "a name, not in the register";
export const termKinds = {
  person: () => "person",
  place: () => "place",
  organisation: () => "organisation",
  title: () => "title",
  expression: () => "expression",
  loaded: () => "loaded expression",
};
export const proposed = (kind) => `${kind}, proposed`;
/** Which renderings are forbidden, as nodes. */
export const notThese = (nodes) => ["Not: ", ...nodes.flatMap((node, at) => (at ? [", ", node] : [node]))];
export const propose = () => "Propose…";
export const notProposed = (why) => `Not proposed: ${sentence(why)}`;

export const readingFile = () => "Reading the file…";
export const showFromFile = () => "Show the words of the file";
/** What came of a file. */
export function brought({ saved, unchanged, empty, refused }) {
  const said = [`${count(saved, "block", "blocks")} saved`];
  if (unchanged) said.push(`${number(unchanged)} as before`);
  if (empty) said.push(`${number(empty)} without words`);
  if (refused) said.push(`${number(refused)} refused`);
  return `${said.join(", ")}.`;
}
export const refusedKept = (why) => `${sentence(why)} Open the piece again: your words stand there.`;
export const replacedSince = () => "These words were saved since the file was made, and are replaced.";
