# طاولة العمل: المادة كما يعمل عليها صاحبها.
bench-title = طاولة العمل:
bench-not-yours = لم تعد معك
bench-save = حفظ
bench-saved = حُفظ
bench-release = إعادة
bench-submit = تسليم
bench-go-there = اذهب إلى موضعها
bench-news = تغيّر المصدر وأنت تعمل؛ وما كتبته محفوظ.
bench-see-changes = انظر ما تغيّر
bench-blocks = الفقرات
bench-bring-back = أرجعها
bench-field = { $language }، { $block }
bench-not-translated = لم تُترجم بعد
bench-for-readers = ما ينبغي أن يعرفه القراء
bench-may-be-empty = يجوز أن تبقى فارغة
bench-needed = لا بد منها قبل التسليم.
bench-not-saved = لم تُحفظ بعد.
bench-marks-of = روابط { $block } وتشديدها
bench-source-dropped = حذف المصدر هذه الفقرة. إن أسقطتها خرجت كلماتها من النص، وتبقى في السجل الزمني.
bench-answers-former = الكلمات هنا تقابل المصدر كما كان.
bench-set-aside = وُضعت جانبًا حين كان المصدر يقول غير هذا.
bench-accept-gone = أسقِطها
bench-accept = نصي يوافق المصدر الجديد
bench-accept-aside = تبقى كما هي
bench-editor-asks = يطلب المحرر
bench-take = خذ هذه بدلًا منها
bench-beside = إلى جانب النص
bench-mend = أصلح هذه، أو اذكر لماذا تبقى
bench-why = لماذا يبقى كما هو
bench-let-stand = أبقِه
bench-accept-all = نصي يوافق كل ما تغيّر
bench-notes-on = { $count ->
    [zero] { $block }
    [one] { $block }
    [two] { $block }: ملاحظتان
    [few] { $block }: { $count } ملاحظات
    [many] { $block }: { $count } ملاحظة
   *[other] { $block }: { $count } ملاحظة
}
bench-findings = ما وجدته الفحوص
bench-machine = الآلة
bench-ask = اسأل عن هذه الفقرة
bench-elsewhere = العمل في برنامج آخر
bench-download = نزّل ملف XLIFF
bench-file = الملف وفيه كلماتك
bench-take-in = أدخل كلماته
bench-take-in-without-scripts = تُدخل الكلمات في متصفح يشغّل النصوص البرمجية، أو بسطر الأوامر:
bench-meter = الفقرات المترجمة
bench-done = الفقرات: { $number } من { $count }
bench-more-for = المزيد: { $block }
bench-because = أسقِط هذه الفقرة، لأن
bench-leave-out = أسقِطها
bench-join = ضمّها إلى ما قبلها
bench-split = اقسمها عند أول سطر فارغ
bench-add-note = أضف ملاحظة من غرفة الأخبار
bench-take-out = أزِلها
