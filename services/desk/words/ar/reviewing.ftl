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
reviewing-elsewhere = ملاحظات الفحص في فقرات ليست في المصدر
reviewing-behind = لماذا تمضي مع أن للمصدر النسخة { $number }
reviewing-behind-help = لا تمضي بلا سبب: فهي تقابل النسخة { $number }. ويُسجَّل السبب.
reviewing-whole = ملاحظة على المادة كلها
reviewing-whole-help = تعود الملاحظات إلى المترجمين مع «اطلب تعديلات».
reviewing-needs-role = هذا من شأن المحررين.
reviewing-own = هذه من ترجمتك، فلا يجيزها إلا محرر آخر.
reviewing-nothing = لا قرار مطلوب هنا الآن.
reviewing-holds-nothing = لا توقفها الفحوص
reviewing-holds = { $count ->
    [zero] لا توقفها الفحوص
    [one] ملاحظة فحص واحدة توقفها
    [two] ملاحظتا فحص توقفانها
    [few] { $count } ملاحظات فحص توقفها
    [many] { $count } ملاحظة فحص توقفها
   *[other] { $count } ملاحظة فحص توقفها
}
reviewing-findings = { $count ->
    [zero] لا ملاحظات
    [one] ملاحظة واحدة
    [two] ملاحظتان
    [few] { $count } ملاحظات
    [many] { $count } ملاحظة
   *[other] { $count } ملاحظة
}
reviewing-by-you = من ترجمتك
reviewing-by-another = من ترجمة غيرك
reviewing-newest = تقابل أحدث نسخة من المصدر
reviewing-older = تغيّر المصدر بعدها
reviewing-revision = النسخة { $number }
reviewing-revision-of = { $number } من { $newest }
reviewing-machine = باقتراح من آلة
reviewing-notices = نصّا الإسناد وإخلاء المسؤولية محددان
reviewing-lacking = لم يُحدَّد بعد باللغة { $language }: { $what }
reviewing-administrator = يحدده مدير النظام
