// ما تقوله النصوص البرمجية بالعربية.

/** Digits as they stand. */
export const number = (value) => String(value);
export const yourTime = (time) => `${time} بتوقيتك`;

/** A count in words, by the six forms of Arabic; `form` is told the number as it is written. */
const plurals = new Intl.PluralRules("ar");
const count = (value, forms) => (forms[plurals.select(value)] ?? forms.other)(number(value));
const name = (text) => Object.assign(document.createElement("bdi"), { textContent: text });
const clock = (at) => new Date(at).toLocaleTimeString("ar-EG", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: document.body.dataset.zone });
/** What somebody else has said, within a sentence of ours. */
const isolated = (text) => `\u2068${text}\u2069`;
const blocks = (value) => count(value, { one: () => "فقرة واحدة", two: () => "فقرتان", few: (n) => `${n} فقرات`, other: (n) => `${n} فقرة` });

/** Who else looks, as nodes: names are isolated. */
export function looking(names) {
  const [one, two] = names.map(name);
  if (names.length === 1) return [one, " يطالع هذا أيضًا"];
  if (names.length === 2) return [one, " و", two, " يطالعان هذا أيضًا"];
  const others = count(names.length - 2, { one: () => "شخص آخر", two: () => "شخصان آخران", few: (n) => `${n} آخرون`, other: (n) => `${n} آخرون` });
  return [one, " و", two, ` و${others} يطالعون هذا أيضًا`];
}

export const fresh = (value) =>
  count(value, { one: () => "وصلت مادة جديدة.", two: () => "وصلت مادتان جديدتان.", few: (n) => `وصلت ${n} مواد جديدة.`, other: (n) => `وصلت ${n} مادة جديدة.` });

const minutes = (value) => count(value, { one: () => "دقيقة", two: () => "دقيقتان", few: (n) => `${n} دقائق`, other: (n) => `${n} دقيقة` });
const hours = (value) => count(value, { one: () => "ساعة", two: () => "ساعتان", few: (n) => `${n} ساعات`, other: (n) => `${n} ساعة` });

/** A time in people's words, as the server tells it. */
export function length(milliseconds) {
  const whole = Math.floor(milliseconds / 60_000);
  const [full, rest] = [Math.floor(whole / 60), whole % 60];
  if (whole < 1) return "أقل من دقيقة";
  if (full < 1) return minutes(rest);
  return rest ? `${hours(full)} و${minutes(rest)}` : hours(full);
}

export const yoursFor = (length) => `لك، وبقي ${length}`;
export const timeOver = () => "انتهى وقتك";
export const endsIn = (length) => `ينتهي حجزك بعد: ${length}`;
export const endsSoon = () => "ينتهي حجزك قريبًا";

/** Why a claim of `me` is over, as the piece stands by now. */
export function whyOver({ assignment, state, lease }, me) {
  if (!assignment && state === "open") return "انتهى وقتك، والمادة متاحة للآخرين";
  if (!assignment && state !== "claimed") return "سُلّمت المادة في أثناء ذلك";
  if (!assignment) return lease.holder.member === me ? "حجزت المادة من جديد في صفحة أخرى" : `انتهى وقتك، والمادة الآن مع ${isolated(lease.holder.name)}`;
  const reason = assignment.reason ? `: ${isolated(assignment.reason)}` : "";
  return assignment.to
    ? `أسند ${isolated(assignment.by.name)} المادة إلى ${isolated(assignment.to.name)}${reason}`
    : `استعاد ${isolated(assignment.by.name)} المادة${reason}`;
}

export const saving = () => "يُحفظ…";
export const saved = () => "حُفظ";
export const notSavedShort = () => "لم يُحفظ";
export const notSaved = (why) => `لم يُحفظ: ${why}`;
export const waitsHere = (since) => `لم يُحفظ منذ ${clock(since)}. ما كتبته ينتظر في هذا المتصفح.`;
export const onlyOnThisPage = (since) => `لم يُحفظ منذ ${clock(since)}. ما كتبته في هذه الصفحة وحدها: أبقها مفتوحة.`;
export const blocksDone = (done, wanted) => `${number(done)} من ${blocks(wanted)}`;

export const signedOut = () => "لم تعد مسجَّل الدخول. ";
export const signInElsewhere = () => "سجّل الدخول في لسان آخر";
export const thenSaved = () => "، فيُحفظ ما كتبته من هنا.";
export const notPosted = () => "تعذّر الوصول إلى المكتب ولم يُرسل شيء. ما كتبته ينتظر في هذا المتصفح. ";
export const whenBack = () => " حين يعود الاتصال.";
export const openAgain = () => "افتح المادة من جديد";

export const waitForDesk = () => "ما كتبته ينتظر في هذا المتصفح، ويُحفظ لك حالما يصل إلى المكتب.";
export const keptBesideBlocks = (value) => `ما كتبته بعد ذلك محفوظ لك بجانب موضعه: ${blocks(value)}.`;
export const allWasSaved = () => "حُفظ كل ما كتبته.";

export const keptFrom = (value) => `${blocks(value)} كانت تنتظر في هذا المتصفح لتعذّر الوصول إلى المكتب: `;
export const nowSaved = () => "حُفظت الآن في ";
export const nowKept = () => "انتهى حجزك قبل وصولها، فحُفظت لك بجانب ";
export const thePiece = () => "المادة";
export const notTaken = () => "لا يقبل المكتب هذه الكلمات، وما زالت تنتظر في هذا المتصفح: ";
export const throwAway = () => "تخلّص منها";

export const onThisPage = () => "في هذه الصفحة";
export const inLists = () => "في القوائم";
export const whileWriting = () => "أثناء الكتابة";
export const everywhere = () => "في كل مكان";
export const nextAndPrevious = () => "التالي والسابق";
export const openIt = () => "فتح";
export const theseKeys = () => "هذه المفاتيح";

export const keyAccept = () => "نصي يوافق ما غيّره المصدر في هذه الفقرة؛ وفي غيرها: إلى الفقرة المتغيرة التالية";
export const keyArrange = {
  omit: () => "اترك هذه الفقرة",
  join: () => "ضمّها إلى ما قبلها",
  split: () => "اقسمها عند المؤشر",
  note: () => "أضف بعدها ملاحظة من غرفة الأخبار",
};
export const keyMachine = () => "اسأل الآلة عن هذه الفقرة";
export const keyMarks = () => "ضع رابطًا أو تمييزًا من المصدر على الكلمات المحددة، أو أزله";
export const keyArrows = () => "في نهاية الفقرة: إلى التالية؛ وفي بدايتها: إلى السابقة";
export const keyBeside = () => "إلى ما وجده الفحص في هذه الفقرة، ثم العودة";
export const keyBack = () => "من جانب النص إلى الفقرة";
export const keyMatches = () => "خذ ما تُرجم من قبل";
export const keySearch = () => "ابحث عن الكلمات المحددة فيما تُرجم من قبل";
export const keyTerm = () => "أدرج المصطلح التالي؛ وعند تحديد كلمات في المصدر: اقترحها مصطلحًا";

export const nothingBeside = () => "لا شيء لهذه الفقرة.";
export const keptForYou = () => "محفوظ لك.";
export const search = () => "البحث في كل شيء";
