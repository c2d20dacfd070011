# ما ينتظر محررًا.
review-empty = لا شيء ينتظر محررًا. ما يسلّمه المترجمون يظهر هنا.
review-to-queue = انظر في قائمة العمل مَن يعمل على ماذا
review-piece = المادة
review-due = الموعد
review-waits-for = تنتظر
review-no-time = بلا موعد
review-first = من البداية
review-later = ما سُلِّم بعدها
review-checks = أداء الفحوص
review-by = ترجمة { $what }
review-approved-by = بإجازة { $what }
review-changed = تغيّر المصدر بعدها
review-for-another = محررًا آخر
review-for-you = إجازتك أو ملاحظاتك
review-for-publication = النشر
review-for-nobody = لا أحد
