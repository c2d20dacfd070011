# ما ينتظر مترجمًا، ومَن عنده ماذا وإلى متى.
queue-next = التالية لي
queue-claim = احجز
queue-go-on = تابع
queue-which = أيّ المواد
queue-narrow = حصر القائمة وترتيبها
queue-show = اعرض
queue-none-like-that = لا شيء في القائمة بهذه الصفة.
queue-whole = اعرض القائمة كلها
queue-empty = لا شيء ينتظر هنا. ما يُكلَّف به يظهر هنا ليحجزه المترجمون.
queue-to-inbox = كلِّف بترجمة مقال من الوارد
queue-see-inbox = انظر في الوارد
queue-piece = المادة
queue-words = الكلمات
queue-due = الموعد
queue-who = عند مَن
queue-no-time = بلا موعد
queue-open = متاحة
queue-first = من البداية
queue-later = ما بعدها
queue-to-list = عودة إلى القائمة
queue-about = { $source } · نسخة المصدر { $number } · إلى { $language }
queue-workbench = طاولة العمل
queue-to-piece = افتح المادة
queue-needs-role = الحجز من شأن المترجمين.
queue-count-open = { $count ->
    [zero] لا مواد متاحة
    [one] مادة واحدة متاحة
    [two] مادتان متاحتان
    [few] { $count } مواد متاحة
    [many] { $count } مادة متاحة
   *[other] { $count } مادة متاحة
}
queue-count-yours = { $count ->
    [zero] لا شيء لك
    [one] واحدة لك
    [two] اثنتان لك
    [few] { $count } لك
    [many] { $count } لك
   *[other] { $count } لك
}
queue-key-claim = حجز
queue-key-next = التالية لي
queue-pair = { $pair }: { $queued }، المتاح منها { $open }
queue-since = منذ { $what }
queue-urgent = عاجلة
queue-changed = تغيّر المصدر بعدها
queue-begun = بدأت ترجمتها، { bench-done }
queue-begun-already = بدأت ترجمتها من قبل، { bench-done }. من يحجزها يتابع من حيث وصلت.
queue-only-all = الكل
queue-only-open = المتاحة
queue-only-mine = التي عندي
queue-only-returned = المعادة
queue-only-overdue = المتأخرة
queue-by-pair = اللغتان
queue-by-source = المصدر
queue-by-section = القسم
queue-by-priority = الأولوية
queue-by-order = الترتيب
queue-any-pair = كل اللغات
queue-any-source = كل المصادر
queue-any-section = كل الأقسام
queue-any-priority = أي أولوية
queue-any-order = بحسب الدور
queue-sort-deadline = الأقرب موعدًا
queue-sort-age = الأطول انتظارًا
queue-sort-length = الأقصر أولًا
queue-sort-newest = الأحدث أولًا
