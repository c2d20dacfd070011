# السجل الزمني لمقال: مَن فعل ماذا. ما تمّ يأتي بعد اسم صاحبه، مصدرًا لا فعلًا.
history-then = :
history-event = الحدث { $number }
history-answers = ، جوابًا عن
history-as-it-stood = كيف كان حينها
history-newsroom = غرفة الأخبار
history-wrote = { $count ->
    [zero] كتابة في غير الفقرات
    [one] كتابة في فقرة واحدة
    [two] كتابة في فقرتين
    [few] كتابة في { $count } فقرات
    [many] كتابة في { $count } فقرة
   *[other] كتابة في { $count } فقرة
}
history-accepted = { $count ->
    [zero] قبول ما غيّره المصدر في غير الفقرات
    [one] قبول ما غيّره المصدر في فقرة واحدة
    [two] قبول ما غيّره المصدر في فقرتين
    [few] قبول ما غيّره المصدر في { $count } فقرات
    [many] قبول ما غيّره المصدر في { $count } فقرة
   *[other] قبول ما غيّره المصدر في { $count } فقرة
}
history-worked = متابعة العمل
history-took-in = استلام المقال من { $source }، { $words }
history-revised = { $count ->
    [zero] رصد تغيّر المقال عند المصدر: نسخة المصدر { $number }، ولم تتغير كلمات أي فقرة
    [one] رصد تغيّر المقال عند المصدر: نسخة المصدر { $number }، تغيرت فيها كلمات فقرة واحدة
    [two] رصد تغيّر المقال عند المصدر: نسخة المصدر { $number }، تغيرت فيها كلمات فقرتين
    [few] رصد تغيّر المقال عند المصدر: نسخة المصدر { $number }، تغيرت فيها كلمات { $count } فقرات
    [many] رصد تغيّر المقال عند المصدر: نسخة المصدر { $number }، تغيرت فيها كلمات { $count } فقرة
   *[other] رصد تغيّر المقال عند المصدر: نسخة المصدر { $number }، تغيرت فيها كلمات { $count } فقرة
}
history-revised-gone = { $count ->
    [zero] { $revised }، ولم يُحذف شيء
    [one] { $revised }، وحُذفت فقرة
    [two] { $revised }، وحُذفت فقرتان
    [few] { $revised }، وحُذفت { $count } فقرات
    [many] { $revised }، وحُذفت { $count } فقرة
   *[other] { $revised }، وحُذفت { $count } فقرة
}
history-commissioned = تكليف بالترجمة إلى { $what }
history-with = { $what }، { $condition }
history-due = موعدها { $what }
history-gave = إسنادها إلى { $who } حتى { $time }
history-put-back = إعادتها إلى القائمة
history-left-out = إسقاط { $block }
history-joined = ضم { $block } إلى { $into }
history-split = تقسيم ترجمة { $block }
history-note-added = إضافة ملاحظة بعد { $block }
history-restored = إرجاع { $block }
history-removed = إزالة فقرة مضافة
history-unwaived = التراجع عن إبقاء ما وجده الفحص
history-suggested = سؤال { $engine } عن { $block }
history-taken-up = الأخذ بكلمات الآلة في { $block }
history-requested = إدخالها قائمة العمل
history-claimed = حجزها حتى { $what }
history-released = إعادتها
history-lapsed = إعادتها إلى القائمة: انتهى الوقت
history-rescued = كلمات في { $block } تعذّر حفظها، فاحتُفظ بها جانبًا
history-submitted = { $count ->
    [zero] تسليم نص بلا كلمات
    [one] تسليم كلمة واحدة
    [two] تسليم كلمتين
    [few] تسليم { $count } كلمات
    [many] تسليم { $count } كلمة
   *[other] تسليم { $count } كلمة
}
history-returned = إعادتها إلى القائمة مع الملاحظات
history-taken-over = الأخذ بنسخة المصدر { $number }: لم يُكتب شيء بعد حيث تختلف
history-put-before = { $count ->
    [zero] عرض نسخة المصدر { $number } على المترجم: لا فقرات تنتظر القبول
    [one] عرض نسخة المصدر { $number } على المترجم: فقرة واحدة تنتظر القبول
    [two] عرض نسخة المصدر { $number } على المترجم: فقرتان تنتظران القبول
    [few] عرض نسخة المصدر { $number } على المترجم: { $count } فقرات تنتظر القبول
    [many] عرض نسخة المصدر { $number } على المترجم: { $count } فقرة تنتظر القبول
   *[other] عرض نسخة المصدر { $number } على المترجم: { $count } فقرة تنتظر القبول
}
history-opened = عرضها على المحررين
history-changes = طلب تعديلات
history-fault = عدّه خطأ: { $finding }
history-no-fault = عدّه غير خطأ: { $finding }
history-approved = إجازة هذه الكلمات بعينها، { $words }، من ترجمة { $translators }
history-let-stand = إبقاء { $finding }
history-finding = ما وجده فحص «{ $check }» في { $block }
history-note-on = { $block }: { $note }
history-prepared = تجهيزها للنشر
history-published = نشرها: الإصدار { $number }، على البث
