// ما تقوله النصوص البرمجية بالعربية.

import { clock, day, isolated, name, number, sentence } from "./written.js";

/** متى كان الأمر بساعة جهاز القارئ. */
export const yourTime = (at) => `${day(at, null)} ${clock(at, null)} بتوقيت جهازك`;

/** A count in words, by the six forms of Arabic; `form` is told the number as it is written. */
const plurals = new Intl.PluralRules("ar");
const count = (value, forms) => (forms[plurals.select(value)] ?? forms.other)(number(value));
const blocks = (value) => count(value, { zero: () => "لا فقرات", one: () => "فقرة واحدة", two: () => "فقرتان", few: (n) => `${n} فقرات`, other: (n) => `${n} فقرة` });

/** Who else looks, as nodes: names are isolated. */
export function looking(names) {
  const [one, two] = names.map(name);
  if (names.length === 1) return [one, " يطالع هذا أيضًا"];
  if (names.length === 2) return [one, " و", two, " يطالعان هذا أيضًا"];
  const others = count(names.length - 2, { one: () => "شخص آخر", two: () => "شخصان آخران", few: (n) => `${n} آخرون`, other: (n) => `${n} آخرون` });
  return [one, " و", two, ` و${others} يطالعون هذا أيضًا`];
}

export const notInList = () => "لم تعد في هذه القائمة";
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

export const copied = () => "نُسخ";
export const selectedInstead = () => "لم يُنسخ من تلقاء نفسه. هو محدّد الآن: انسخه من هنا.";
export const saving = () => "يُحفظ…";
export const saved = () => "حُفظ";
export const notSavedShort = () => "لم يُحفظ";
export const notSaved = (why) => `لم يُحفظ: ${why}`;
export const waitsHere = (since) => `لم يُحفظ منذ ${clock(since)}. ما كتبته ينتظر في هذا المتصفح.`;
export const onlyOnThisPage = (since) => `لم يُحفظ منذ ${clock(since)}. ما كتبته في هذه الصفحة وحدها: أبقها مفتوحة.`;
export const blocksDone = (done, wanted) => `الفقرات: ${number(done)} من ${number(wanted)}`;
export const mustBeMended = (value) =>
  count(value, {
    one: () => "تنبيه واحد يجب إصلاحه، أو إبقاؤه مع ذكر السبب.",
    two: () => "تنبيهان يجب إصلاحهما، أو إبقاؤهما مع ذكر السبب.",
    few: (n) => `${n} تنبيهات يجب إصلاحها، أو إبقاؤها مع ذكر السبب.`,
    many: (n) => `${n} تنبيهًا يجب إصلاحها، أو إبقاؤها مع ذكر السبب.`,
    other: (n) => `${n} تنبيه يجب إصلاحها، أو إبقاؤها مع ذكر السبب.`,
  });
export const notTranslated = (value) => (value === 2 ? "فقرتان لم تُترجما بعد." : `${blocks(value)} لم تُترجم بعد.`);

export const signedOut = () => "لم تعد مسجَّل الدخول. ";
export const signInElsewhere = () => "سجّل الدخول في علامة تبويب أخرى";
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
export const nowKeptBeside = () => "تغيّر النص في أثناء ذلك، فحُفظت الكلمات لك بجانب ";
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
  omit: () => "أسقِط هذه الفقرة",
  join: () => "ضمّها إلى ما قبلها",
  split: () => "اقسمها عند المؤشر",
  note: () => "أضف بعدها ملاحظة من غرفة الأخبار",
};
export const keyMachine = () => "اسأل الآلة عن هذه الفقرة";
export const keyMarks = () => "ضع رابطًا أو تشديدًا من المصدر على الكلمات المحددة، أو أزله";
export const keyArrows = () => "في نهاية الفقرة: إلى التالية؛ وفي بدايتها: إلى السابقة";
export const keyBeside = () => "إلى ما وجده الفحص في هذه الفقرة، ثم العودة";
export const keyBack = () => "من جانب النص إلى الفقرة";
export const keyMatches = () => "خذ ما تُرجم من قبل";
export const keySearch = () => "ابحث عن الكلمات المحددة فيما تُرجم من قبل";
export const keyTerm = () => "أدرج المصطلح التالي؛ وعند تحديد كلمات في المصدر: اقترحها مصطلحًا";

export const nothingBeside = () => "لا شيء لهذه الفقرة.";
export const keptForYou = () => "محفوظ لك.";
export const agree = () => "إقرار الاقتراح";
export const decline = () => "رفض الاقتراح";
export const searchEverything = () => "ابحث في كل شيء";

export const blocksWait = (value) => count(value, { one: () => "فقرة واحدة تنتظر", two: () => "فقرتان تنتظران", few: (n) => `${n} فقرات تنتظر`, other: (n) => `${n} فقرة تنتظر` });
export const notAccepted = () => "لم يصل قبولك للتغيير. ";
export const splitAtCaret = () => "اقسمها عند المؤشر";

export const savedElsewhere = () => "حُفظ في أثناء ذلك من صفحة أخرى أو جهاز آخر";
export const noWords = () => "(بلا كلمات)";
export const keepMine = () => "أبقِ ما كتبته هنا";
export const takeThese = () => "خذ هذه بدلًا منه";

/** How a finding stands. */
export const standing = {
  blocks: () => "لا بد من إصلاحه",
  warns: () => "انظر هنا",
  informs: () => "للعلم",
  stands: () => "باقٍ كما هو، لسبب",
};
export const showWords = () => "أرني الكلمات";
export const letStandNoMore = () => "لا تُبقِه كما هو";
export const whyItStays = () => "لماذا يبقى كما هو";
export const letStand = () => "أبقِه";
export const letStandBecause = () => "أبقِه كما هو، لأن…";
export const because = (who, why) => `${who}: ${why}`;
export const inOtherBlocks = () => "في فقرات أخرى";
/** A block with so much to look at. */
export const soMany = (block, value) => `${block} (${number(value)})`;

export const notReached = () => "تعذّر الوصول إلى المكتب. لم يضع شيء؛ حاول بعد لحظة.";

export const asking = () => "تُسأل الآلة…";
/** Which machine suggests something, as nodes. */
export const suggests = (engine) => ["تقترح الآلة ", name(engine)];
export const putIn = () => "ضعه في الفقرة";
export const putInAtCaret = () => "ضعه عند المؤشر";

/** Links and emphasis. */
export const marks = { emphasis: () => "تشديد", strong: () => "خط غليظ", link: () => "رابط" };
export const notInSource = (what) => `ليس في المصدر: ${what}`;
export const selectFirst = () => "حدّد كلماته في الفقرة أولًا.";
export const selectOthers = () => "زد حرفًا على التحديد أو أنقص حرفًا: هذه الكلمات تتداخل مع نفسها.";
/** Where a mark stands, behind its name. */
export const standsOn = (words) => ` ← ${words}`;

export const percent = (value) => `${number(value)} ٪`;
export const sameText = () => "النص نفسه";
export const sameWords = () => "الكلمات نفسها";
export const oneSentence = () => "جملة واحدة";
/** Words of ours, one behind the other. */
export const listed = (all) => all.join("، ");
export const takeIt = () => "خذها";
/** Who has translated and approved something, and where, as nodes. */
export const approvedBy = (translator, editor, at, where) => ["مُجازة: ترجمة ", name(translator), "، تحرير ", name(editor), `، ${day(at)}، `, where];
/** From which file something is, by whom and of when, where that is known; as nodes. */
export const importedFrom = (file, by, at) => ["من ملف ", name(file), ...(by ? ["، ", name(by)] : []), ...(at ? [`، ${day(at)}`] : [])];
export const neverTranslated = () => "لم تَرِد هذه الكلمات في ما تُرجم من قبل.";
export const notFoundOut = (why) => `تعذّر البحث. ${sentence(why)}`;

/** What a term's mark says to whoever points at it. */
export function termSaid({ rendering, allowed, forbidden, note }, isProposed) {
  const parts = [isolated(rendering)];
  if (allowed.length) parts.push(`أو ${allowed.map(isolated).join("، ")}`);
  if (forbidden.length) parts.push(`لا ${forbidden.map(isolated).join("، ")}`);
  if (note) parts.push(isolated(note));
  if (isProposed) parts.push("مقترح لم يُقرّ بعد");
  return parts.join("؛ ");
}
export const nameSpelled = (spelling) => `اسم علم، لعله ${isolated(spelling)}`;
export const nameUnknown = () => "اسم علم ليس في المسرد";
export const aName = () => "اسم علم ليس في المسرد";
export const termKinds = {
  person: () => "شخص",
  place: () => "مكان",
  organisation: () => "هيئة",
  title: () => "لقب أو منصب",
  expression: () => "تعبير",
  loaded: () => "تعبير محمَّل",
};
export const proposed = (kind) => `${kind}، مقترح`;
/** Which renderings are forbidden, as nodes. */
export const notThese = (nodes) => ["لا يُكتب: ", ...nodes.flatMap((node, at) => (at ? ["، ", node] : [node]))];
export const propose = () => "اقترح…";
export const notProposed = (why) => `لم يُقترح. ${sentence(why)}`;

export const readingFile = () => "يُقرأ الملف…";
export const showFromFile = () => "اعرض كلمات الملف";
/** What came of a file. */
export function brought({ saved, unchanged, empty, refused }) {
  const said = [`حُفظ: ${blocks(saved)}`];
  if (unchanged) said.push(`كما كان: ${blocks(unchanged)}`);
  if (empty) said.push(`بلا كلمات: ${blocks(empty)}`);
  if (refused) said.push(`لم يُقبل: ${blocks(refused)}`);
  return `${said.join("؛ ")}.`;
}
export const refusedKept = (why) => `${sentence(why)} افتح المادة من جديد، فكلماتك هناك.`;
export const replacedSince = () => "حُفظت هذه الكلمات بعد إعداد الملف، وحلّت كلماته محلها.";
