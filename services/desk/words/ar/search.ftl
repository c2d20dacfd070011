# البحث في كل شيء.
search-title = البحث
search-field = ابحث في كل شيء
search-look = ابحث
search-key = بحث
search-how = ابحث في المصادر والعناوين والترجمات، وفيما يُكتب منها الآن. لا بد أن ترد الكلمات كلها، ويُعثر على الكلمة العربية مع كل ما يتصل بها.
search-nothing = لا نص يجمع هذا كله. احذف كلمة أو اسأل بطريقة أخرى:
search-count = { $count ->
    [zero] لم يُعثر على أي مقال.
    [one] عُثر على مقال واحد.
    [two] عُثر على مقالين.
    [few] عُثر على { $count } مقالات.
    [many] عُثر على { $count } مقالًا.
   *[other] عُثر على { $count } مقال.
}
search-reading = ما زال المكتب يقرأ السجل، وستغيب بعض النصوص للحظات.
search-example-words = وزير المياه
search-finds-words = الكلمتان معًا في أي موضع من نص واحد
search-example-phrase = «وزير المياه»
search-finds-phrase = هذه الكلمات متتابعة
search-example-not = المياه -وزير
search-finds-not = نصوص فيها الكلمة الأولى وليست فيها الثانية
search-example-source = سد مصدر:wadi لغة:ar
search-finds-source = نصوص بلغة معينة من مصدر معين
search-example-by = جسر بقلم:سلمى
search-finds-by = ما كتبه شخص أو ترجمه أو أجازه
search-example-time = سد بعد:{ "\u2066" }2026-01{ "\u2069" } قبل:{ "\u2066" }2026-06-15{ "\u2069" }
search-finds-time = ما ورد أو جرى العمل عليه منذ يوم وقبل يوم آخر
search-timeline = السجل الزمني
search-best = الأنسب
search-more = المزيد
search-open = تنتظر مترجمًا
search-claimed = قيد الترجمة
search-submitted = تنتظر محررًا
search-approved = مُجازة
search-published = منشورة
