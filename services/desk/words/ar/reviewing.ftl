# مراجعة مادة واحدة.
reviewing-ask = اطلب تعديلات
reviewing-approve = أجِز هذه الكلمات
reviewing-approved = أُجيزت
reviewing-publish = انشر
reviewing-title = مراجعة: { $what }
reviewing-blocks = الفقرات
reviewing-as-submitted = { $language }، كما سُلِّمت
reviewing-round = { $language }، كما سُلِّمت، الجولة { $number }
reviewing-asked-before = طُلب في المرة السابقة
reviewing-note = ملاحظة
reviewing-note-on = ملاحظة على { $what }
reviewing-decision = القرار
reviewing-would-publish = ما ستنشره
reviewing-would-approve = ما ستجيزه
reviewing-exactly = المقصود هو كلمات هذه الصفحة بعينها: إجازتها ليست إجازة لغيرها.
reviewing-checks = أداء الفحوص
reviewing-elsewhere = تنبيهات في فقرات ليست في المصدر
reviewing-behind = لماذا تمضي مع أن نسخة المصدر صارت { $number }
reviewing-behind-help = لا تمضي بلا سبب: فهي تقابل نسخة المصدر { $number }. ويُسجَّل السبب.
reviewing-whole = ملاحظة على المادة كلها
reviewing-whole-help = تعود الملاحظات إلى المترجمين مع «اطلب تعديلات».
reviewing-typed = ما كتبته
reviewing-typed-help = لا يوجد إلا في هذه الصفحة: انسخ منه ما لا تزال تحتاج إليه.
reviewing-needs-role = هذا من شأن المحررين.
reviewing-own = هذه من ترجمتك، فلا يجيزها إلا محرر آخر.
reviewing-nothing = لا قرار مطلوب هنا الآن.
reviewing-holds-nothing = لا توقفها الفحوص
reviewing-holds = { $count ->
    [zero] لا توقفها الفحوص
    [one] تنبيه واحد يوقفها
    [two] تنبيهان يوقفانها
    [few] { $count } تنبيهات توقفها
    [many] { $count } تنبيهًا توقفها
   *[other] { $count } تنبيه توقفها
}
reviewing-findings = { $count ->
    [zero] لا تنبيهات
    [one] تنبيه واحد
    [two] تنبيهان
    [few] { $count } تنبيهات
    [many] { $count } تنبيهًا
   *[other] { $count } تنبيه
}
reviewing-by-you = من ترجمتك
reviewing-by-another = من ترجمة غيرك
reviewing-newest = تقابل أحدث نسخة من المصدر
reviewing-older = تغيّر المصدر بعدها
reviewing-revision = نسخة المصدر { $number }
reviewing-revision-of = { $number } من { $newest }
reviewing-machine = باقتراح من آلة
reviewing-notices = نصّا النسبة إلى المصدر وإخلاء المسؤولية محدَّدان
reviewing-lacking = لم يُحدَّد بعد باللغة { $language }: { $what }
reviewing-administrator = يحدده مدير النظام
