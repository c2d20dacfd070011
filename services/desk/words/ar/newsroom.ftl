newsroom-title = غرفة أخبارك
newsroom-about = ما الذي ينقص قبل أن تخرج أول مادة لك.
newsroom-all-done = كل شيء جاهز. يمكن أن تخرج المواد.
newsroom-own = هذه غرفة أخبار التجربة. تبدأ غرفتك أنت بالأمر
newsroom-steps = تمّ { $done } من { $all }
newsroom-done = (تمّ)
newsroom-open = (لم يتم بعد)
newsroom-source = مصدر تؤخذ منه المقالات
newsroom-sources = { $count ->
    [zero] لم يُسجَّل أي مصدر بعد.
    [one] سُجّل مصدر واحد.
    [two] سُجّل مصدران.
    [few] سُجّلت { $count } مصادر.
    [many] سُجّل { $count } مصدرًا.
   *[other] سُجّل { $count } مصدر.
}
newsroom-article = مقال وصل
newsroom-articles = { $count ->
    [zero] لم يصل شيء بعد.
    [one] وصل مقال واحد.
    [two] وصل مقالان.
    [few] وصلت { $count } مقالات.
    [many] وصل { $count } مقالًا.
   *[other] وصل { $count } مقال.
}
newsroom-to-inbox = الوارد
newsroom-people = شخصان: واحد يترجم وآخر يجيز
newsroom-no-people = لا مترجم بعد ولا محرر.
newsroom-no-translator = لا مترجم بعد.
newsroom-no-editor = لا محرر بعد.
newsroom-two-eyes = شخص واحد له الدوران: أضف غيره، فلا أحد يجيز ترجمته بنفسه.
newsroom-four-eyes = موجودان.
newsroom-to-people = الأعضاء
newsroom-policies = ما يظهر تحت كل مادة، بكل لغة
newsroom-lacks = ينقص { $language }: { $kinds }.
newsroom-policies-all = كلها سارية.
newsroom-policies-none = لا شيء سارٍ بعد.
newsroom-to-policies = السياسات
newsroom-commission = مادة كُلِّف بترجمتها
newsroom-pieces = { $count ->
    [zero] لا تكليف بعد. اختر مقالًا من الوارد ولغته.
    [one] كُلِّف بترجمة مادة واحدة.
    [two] كُلِّف بترجمة مادتين.
    [few] كُلِّف بترجمة { $count } مواد.
    [many] كُلِّف بترجمة { $count } مادة.
   *[other] كُلِّف بترجمة { $count } مادة.
}
newsroom-first = أول مادة على البث
newsroom-published = { $count ->
    [zero] احجزها وترجمها، ثم تُجاز وتُنشر.
    [one] نُشرت مادة واحدة.
    [two] نُشرت مادتان.
    [few] نُشرت { $count } مواد.
    [many] نُشرت { $count } مادة.
   *[other] نُشرت { $count } مادة.
}
newsroom-to-queue = قائمة العمل
newsroom-to-board = اللوحة الحية
newsroom-settings = ما يسري على كل العمل
newsroom-lease = مدة الحجز بالدقائق
newsroom-lease-help = العمل يجدده تلقائيًا. والتوقف ينهيه، فتعود المادة متاحة لغيره بكل ما كُتب فيها.
newsroom-most = كم مادة يمكن للمترجم أن يحجز معًا
newsroom-most-help = اتركه فارغًا فلا حد. وللمحرر أن يعطيه أكثر.
newsroom-warning = قبل كم دقيقة من الموعد تُعدّ المادة قريبة الموعد
newsroom-decide = قرّر
newsroom-wants-numbers = اكتب أعدادًا صحيحة: من الدقائق، ومن المواد.
newsroom-to-checks = ما يُفحص في النصوص
newsroom-to-health = حالة غرفة الأخبار
