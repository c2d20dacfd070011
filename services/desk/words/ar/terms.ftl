terms-title = المصطلحات
terms-add = أضف مصطلحًا
terms-propose = اقترح مصطلحًا
terms-propose-help = اقترح اسمًا أو تعبيرًا مع مقابله، والقرار للمحررين.
terms-new-title = مصطلح جديد
terms-empty = المسرد فارغ. أضف الأسماء والتعابير التي يجب أن تُكتب على وجه واحد أينما وردت، أو استورد ملفًا.
terms-nothing-such = لا مصطلح كهذا.
terms-narrow = ابحث في المسرد
terms-search = كلمات
terms-from = من
terms-into = إلى
terms-kind-of = النوع
terms-any = الكل
terms-show = اعرض
terms-show-all = اعرض المسرد كله
terms-show-retired = اعرض ما سُحب
terms-older = الأقدم
terms-proposals = { $count ->
    [zero] لا اقتراحات تنتظر قرارًا
    [one] اقتراح واحد ينتظر قرارًا
    [two] اقتراحان ينتظران قرارًا
    [few] { $count } اقتراحات تنتظر قرارًا
    [many] { $count } اقتراحًا ينتظر قرارًا
   *[other] { $count } اقتراح ينتظر قرارًا
}
terms-agreed = المُقرّ
terms-term = المصطلح
terms-rendering = ما نكتبه
terms-proposed-by = صاحب الاقتراح
terms-decided-by = صاحب القرار
terms-proposed-by-name = اقترحه { $what }
terms-decided-by-name = أقرّه { $what }
terms-retired-by-name = سحبه { $what }
terms-decide = القرار
terms-agree = أقرّه
terms-decline = ارفضه
terms-proposals-pages = صفحات الاقتراحات
terms-proposals-later = اقتراحات أحدث
terms-proposals-earliest = الاقتراحات المنتظرة منذ أطول وقت
terms-waits = ينتظر محررًا
terms-retired = مسحوب
terms-change = احفظ التغييرات
terms-retire = اسحبه
terms-reason = السبب
terms-key-agree = إقرار
terms-key-decline = رفض
terms-source = كما يرد في نصوص المصدر
terms-alternatives = صيغ أخرى في نصوص المصدر
terms-allowed = ما نكتبه أيضًا
terms-forbidden = ما لا نكتبه
terms-lines-help = صيغة واحدة في كل سطر.
terms-note = ملاحظة: لماذا، ومتى يُستعمل كل منها
terms-choose-language = اختر لغة
terms-wants-from = اختر لغة المصطلح.
terms-wants-into = اختر لغة المقابل.
terms-wants-kind = اختر نوع المصطلح.
terms-kind-person = شخص
terms-kind-place = مكان
terms-kind-organisation = هيئة
terms-kind-title = لقب أو منصب
terms-kind-expression = تعبير
terms-kind-loaded = تعبير محمَّل
terms-import = استيراد
terms-import-help = ملف CSV أو TBX. يُضاف الجديد، ويتغير الموجود إلى ما يقوله الملف، ويبقى ما لا يذكره.
terms-import-file = الملف
terms-import-now = استورد
terms-import-added = { $count ->
    [zero] لم يُضف شيء.
    [one] أُضيف مصطلح واحد.
    [two] أُضيف مصطلحان.
    [few] أُضيفت { $count } مصطلحات.
    [many] أُضيف { $count } مصطلحًا.
   *[other] أُضيف { $count } مصطلح.
}
terms-import-changed = { $count ->
    [zero] لم يتغير شيء.
    [one] تغيّر واحد.
    [two] تغيّر اثنان.
    [few] تغيّرت { $count }.
    [many] تغيّر { $count }.
   *[other] تغيّر { $count }.
}
terms-import-unchanged = { $count ->
    [zero] لم يكن أي منها موجودًا.
    [one] واحد كان موجودًا.
    [two] اثنان كانا موجودين.
    [few] { $count } كانت موجودة.
    [many] { $count } كانت موجودة.
   *[other] { $count } كانت موجودة.
}
terms-import-refused = { $count ->
    [zero] أُخذت كلها.
    [one] مدخل واحد لم يؤخذ:
    [two] مدخلان لم يؤخذا:
    [few] { $count } مدخلات لم تؤخذ:
    [many] { $count } مدخلًا لم يؤخذ:
   *[other] { $count } مدخل لم يؤخذ:
}
terms-export = تصدير
terms-export-help = كل المصطلحات المُقرّة في ملف.
terms-export-as = بصيغة
terms-export-now = نزّل
