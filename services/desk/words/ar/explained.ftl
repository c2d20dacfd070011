# ما تقوله الفحوص شرحًا لما وجدته.
explained-empty = لم تُترجم هذه الفقرة بعد.
explained-same = الترجمة هي نص المصدر نفسه: ترجمه.
explained-script = معظم الترجمة بحروف لغة المصدر: ترجمه.
explained-calendar = صار { $first } { $second } بتقويم آخر: تأكد أنه اليوم نفسه.
explained-rounded = في المصدر { $first }، والترجمة تقرّبه إلى { $second }.
explained-uncounted = في المصدر { $first }، والترجمة لا تذكر المعدود.
explained-other = في المصدر { $first }، وفي الترجمة { $second }.
explained-counted = في الترجمة { $first }، وفي المصدر الرقم وحده.
explained-date-lost = التاريخ { $first } في المصدر وليس في الترجمة.
explained-date-added = التاريخ { $first } في الترجمة وليس في المصدر.
explained-lost = { $first } في المصدر وليس في الترجمة.
explained-added = { $first } في الترجمة وليس في المصدر.
explained-not-closed = هذا الاقتباس لم يُغلق.
explained-not-opened = هذه العلامة تغلق اقتباسًا لم يُفتح.
explained-own-words = هذا اقتباس في المصدر، وفي الترجمة هو من كلام المراسل.
explained-unquoted = هذا بين علامتي تنصيص في المصدر، وليس كذلك في الترجمة.
explained-denial-lost = المصدر ينفي شيئًا هنا ({ $first })، والترجمة لا تنفيه.
explained-denial-added = الترجمة تنفي شيئًا هنا ({ $first })، والمصدر لا ينفيه.
explained-twice = { $first } مكررة.
explained-spaces = هنا أكثر من مسافة.
explained-space-before = لا مسافة قبل هذه العلامة.
explained-space-behind = لا مسافة بعد هذا القوس.
explained-space-missing = تنقص مسافة بعد هذه العلامة.
explained-mark-of-another = { $first } من كتابة أخرى: اكتب { $second }.
explained-turns-letters = حرف غير مرئي يقلب اتجاه ما بعده: احذفه ({ $first }).
explained-turns = حرف غير مرئي يغيّر اتجاه النص: احذفه ({ $first }).
explained-turned = حرف غير مرئي يغيّر اتجاه النص ولا يعيده ما بعده ({ $first }).
explained-of-another-script = هنا حرف غير مرئي من كتابة أخرى: احذفه ({ $first }).
explained-shapeless = هنا حرف بلا شكل: احذفه ({ $first }).
explained-control = هنا حرف تحكم: احذفه ({ $first }).
explained-short = طول الترجمة { $first } ٪ من المعتاد لمصدر بهذا الطول: هل ينقصها شيء؟
explained-long = طول الترجمة { $first } ٪ من المعتاد لمصدر بهذا الطول: هل أُضيف إليها شيء؟
explained-left = { $first } باقٍ من المصدر.
explained-foreign = { $first } بحروف غير حروف الترجمة.
explained-loaded-quote = { $first } انحياز بصوت غرفة الأخبار نفسها: ضعه بين علامتي تنصيص{ $second }.
explained-loaded-either = { $first } انحياز بصوت غرفة الأخبار نفسها: انسبه إلى قائله، أو ضعه بين علامتي تنصيص{ $second }.
explained-loaded-attribute = { $first } انحياز بصوت غرفة الأخبار نفسها: انسبه إلى قائله{ $second }.
explained-forbidden-instead = لا تستعمل غرفة الأخبار { $first }: اكتب { $second }.
explained-forbidden = لا تستعمل غرفة الأخبار { $first }.
explained-headline = { $first ->
    [zero] العنوان بلا أحرف، والحد الأقصى { $second }.
    [one] في العنوان حرف واحد، والحد الأقصى { $second }.
    [two] في العنوان حرفان، والحد الأقصى { $second }.
    [few] في العنوان { $first } أحرف، والحد الأقصى { $second }.
    [many] في العنوان { $first } حرفًا، والحد الأقصى { $second }.
   *[other] في العنوان { $first } حرف، والحد الأقصى { $second }.
}
explained-called-write = لا يسمّى { $first } { $second }: اكتب { $third }.
explained-called = لا يسمّى { $first } { $second }.
explained-not-called = في المصدر { $first }، والترجمة لا تسمّيه { $second }.
explained-link-lost = { $first } في المصدر رابط إلى { $second }، وليس في الترجمة رابط إليه.
explained-link-added = هذا رابط إلى { $first }، وليس في المصدر رابط إليه.
explained-link-other = هذا الرابط يؤدي إلى { $first }، وفي المصدر يؤدي إلى { $second }.
explained-emphasis-lost = { $first } مشدَّد عليه في المصدر، ولا تشديد في الترجمة.
explained-emphasis-added = هذا مشدَّد عليه، ولا تشديد في المصدر.
explained-else = ليَنظر أحد في هذا: { $what }.
