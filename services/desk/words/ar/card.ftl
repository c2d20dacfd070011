# المادة سطرًا في قائمة.
card-piece = المادة
card-state = حالها
card-act = ما يُفعل بها
card-about = { $source } · { $from } ← { $into } · { $count ->
    [zero] بلا كلمات
    [one] كلمة واحدة
    [two] كلمتان
    [few] { $count } كلمات
    [many] { $count } كلمة
   *[other] { $count } كلمة
}
card-changed = { $count ->
    [zero] لم يتغير شيء في فقرات المصدر
    [one] تغيّر المصدر في فقرة واحدة
    [two] تغيّر المصدر في فقرتين
    [few] تغيّر المصدر في { $count } فقرات
    [many] تغيّر المصدر في { $count } فقرة
   *[other] تغيّر المصدر في { $count } فقرة
}
card-behind = متأخرة عن مصدرها منذ { $time }
card-open = بانتظار مترجم
card-submitted = ترجمة { $names }، وهي عند المحررين
card-approved = أجازها { $what }، وهي بانتظار النشر
card-published = نُشرت { $when }، الإصدار { $version }
card-compare = ماذا تغيّر
