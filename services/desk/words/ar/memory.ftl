memory-title = ذاكرة الترجمة
memory-search = ابحث عن كلمات في ما تُرجم من قبل
memory-search-help = انظر كيف تُرجمت الكلمات حتى الآن: في ما نشرته غرفة الأخبار، وفي الملفات أدناه.
memory-choose-both = اختر من أي لغة وإلى أي لغة.
memory-words = كلمات
memory-side = أين
memory-in-source = في المصدر
memory-in-target = في الترجمة
memory-from = من
memory-into = إلى
memory-look = ابحث
memory-choose-language = اختر لغة
memory-any-language = كل ما في الملف
memory-found = { $count ->
    [zero] لم يُعثر على شيء
    [one] وردت في موضع واحد
    [two] وردت في موضعين
    [few] وردت في { $count } مواضع
    [many] وردت في { $count } موضعًا
   *[other] وردت في { $count } موضع
}
memory-found-nothing = لا ترد هذه الكلمات في ما تُرجم من قبل. جرّب كلمات أقل، أو ابحث في الجهة الأخرى.
memory-from-approved = { $headline } · { $translator }، أجازها { $editor } · { $when }
memory-from-file = من الملف { $what }
memory-files = الملفات قيد الاستعمال
memory-no-files = لا ملف قيد الاستعمال. استورد ما تُرجم بأدوات أخرى، أو قائمة أسماء مع تهجئتها.
memory-file = الملف
memory-holds = فيه
memory-by = من استورده
memory-pair = { $from } ← { $into }
memory-pair-count = { $pair }: { $count }
memory-texts = { $count ->
    [zero] لا نصوص
    [one] نص واحد
    [two] نصان
    [few] { $count } نصوص
    [many] { $count } نصًا
   *[other] { $count } نص
}
memory-given-names = { $count ->
    [zero] لا أسماء أولى
    [one] اسم أول واحد
    [two] اسمان أولان
    [few] { $count } أسماء أولى
    [many] { $count } اسمًا أول
   *[other] { $count } اسم أول
}
memory-family-names = { $count ->
    [zero] لا أسماء عائلات
    [one] اسم عائلة واحد
    [two] اسما عائلتين
    [few] { $count } أسماء عائلات
    [many] { $count } اسم عائلة
   *[other] { $count } اسم عائلة
}
memory-reading = قيد القراءة
memory-unreadable = تتعذّر قراءته
memory-withdraw = سحب
memory-withdraw-now = أوقف استعماله
memory-why = السبب
memory-refused = { $count ->
    [zero] يُستعمل كل ما فيه.
    [one] مدخل واحد لا يُستعمل، والباقي قيد الاستعمال.
    [two] مدخلان لا يُستعملان، والباقي قيد الاستعمال.
    [few] { $count } مدخلات لا تُستعمل، والباقي قيد الاستعمال.
    [many] { $count } مدخلًا لا يُستعمل، والباقي قيد الاستعمال.
   *[other] { $count } مدخل لا يُستعمل، والباقي قيد الاستعمال.
}
memory-import = استيراد
memory-import-help = ترجمات بصيغة TMX، أو جدول أسماء أعمدته name وlatin وrole وcount.
memory-what = ما هو
memory-translations = ترجمات (TMX)
memory-names = قائمة أسماء (CSV)
memory-name = بمَ نسمّيه؛ وإن لم يُذكر شيء فباسم الملف
memory-import-now = ابدأ استعماله
memory-export = تصدير
memory-export-help = كل ما أُجيز، بصيغة TMX.
memory-export-nothing = لم يُترجم شيء بعد.
