# ما تقوله كل صفحة: الأعداد والأوقات وأسماء الأشياء.

count-blocks = { $count ->
    [zero] لا فقرات
    [one] فقرة واحدة
    [two] فقرتان
    [few] { $count } فقرات
    [many] { $count } فقرة
   *[other] { $count } فقرة
}


count-returned = { $count ->
    [zero] لم تُعَد
    [one] أُعيدت مرة
    [two] أُعيدت مرتين
    [few] أُعيدت { $count } مرات
    [many] أُعيدت { $count } مرة
   *[other] أُعيدت { $count } مرة
}

list-last = { $first } و{ $second }
list-more = { $first }، { $second }
headline-none = بلا عنوان
number-percent = { $number } ٪
byline-work = ترجمة { $translators }؛ تحرير { $editor }.
byline-by = بقلم { $authors }. { $work }
machine-helped = { $engine }: { $number } من { $of }، تغيّر منها { $changed } بعد ذلك

time-tomorrow = غدًا { $time }
time-yesterday = أمس { $time }
time-on = { $day } { $time }
time-day = { $day } { $month }
time-day-of-year = { $day } { $year }
time-moment = أقل من دقيقة
time-minutes = { $count ->
    [zero] صفر دقيقة
    [one] دقيقة
    [two] دقيقتين
    [few] { $count } دقائق
    [many] { $count } دقيقة
   *[other] { $count } دقيقة
}
time-hours = { $count ->
    [zero] صفر ساعة
    [one] ساعة
    [two] ساعتين
    [few] { $count } ساعات
    [many] { $count } ساعة
   *[other] { $count } ساعة
}
time-days = { $count ->
    [zero] صفر يوم
    [one] يوم
    [two] يومين
    [few] { $count } أيام
    [many] { $count } يومًا
   *[other] { $count } يوم
}
time-both = { $first } و{ $second }
time-late = متأخرة { $time }
time-in = بعد { $time }
lease-mine = لك لمدة { $time }
lease-held = { $who }، لمدة { $time }
lease-mine-over = انتهى وقتك
lease-over = انتهى وقت { $who }
lease-yours = لك لمدة { $time }

priority-urgent = عاجلة
priority-normal = عادية
priority-low = منخفضة
role-none = بلا دور
role-translator = مترجم
role-editor = محرر
role-administrator = مدير النظام
role-head = رئيس التحرير
role-service = جزء من النظام
block-headline = العنوان
block-summary = الملخص
block-byline = سطر الكاتب
block-added = فقرة مضافة
block-numbered = الفقرة { $number }

month-1 = يناير
month-2 = فبراير
month-3 = مارس
month-4 = أبريل
month-5 = مايو
month-6 = يونيو
month-7 = يوليو
month-8 = أغسطس
month-9 = سبتمبر
month-10 = أكتوبر
month-11 = نوفمبر
month-12 = ديسمبر

check-untranslated = غير مترجم
check-number = رقم
check-unit = وحدة أو عملة
check-date = تاريخ أو وقت
check-quotation-mark = علامة تنصيص
check-quotation-lost = اقتباس ضائع
check-negation = نفي
check-link = رابط مكتوب
check-repeated-word = كلمة مكررة
check-spacing = مسافات
check-punctuation = ترقيم
check-invisible = حرف غير مرئي
check-length = طول النص
check-source-left = نص من المصدر باقٍ
check-loaded = تعبير محمَّل
check-forbidden = تعبير ممنوع
check-headline-length = طول العنوان
check-term = اسم أو مصطلح
check-mark = رابط أو تشديد

language-ar = العربية
language-bn = البنغالية
language-ca = الكتالانية
language-ckb = الكردية السورانية
language-cs = التشيكية
language-de = الألمانية
language-el = اليونانية
language-en = الإنجليزية
language-es = الإسبانية
language-fa = الفارسية
language-fi = الفنلندية
language-fr = الفرنسية
language-he = العبرية
language-hi = الهندية
language-hu = المجرية
language-id = الإندونيسية
language-it = الإيطالية
language-ja = اليابانية
language-ko = الكورية
language-ku = الكردية
language-nl = الهولندية
language-pl = البولندية
language-ps = البشتوية
language-pt = البرتغالية
language-ro = الرومانية
language-ru = الروسية
language-sv = السويدية
language-sw = السواحيلية
language-tr = التركية
language-uk = الأوكرانية
language-ur = الأردية
language-zh = الصينية

count-words = { $count ->
    [zero] لا كلمات
    [one] كلمة واحدة
    [two] كلمتان
    [few] { $count } كلمات
    [many] { $count } كلمة
   *[other] { $count } كلمة
}
list-pair = { $from } ← { $into }
