differences-title = ما تغيّر: { $what }
differences-from = من
differences-to = إلى
differences-point = { $when }، الحدث { $sequence }
differences-before = قبل وصول المقال
differences-others = اختر لحظتين أخريين
differences-none = لا فرق بين هاتين اللحظتين.
differences-source = المصدر، { $language }
differences-revisions = تغيّر المصدر من النسخة { $from } إلى النسخة { $to }
differences-moved = { $from } ← { $to }
differences-now = والآن: { $what }
differences-words = كل ما كان فيها
differences-marks = روابط أو تشديد مختلف
differences-came = جديد: { $what }
differences-went = لم يعد هنا: { $what }
differences-other-image = صورة أخرى في مكانها
differences-same = { $count ->
    [zero] لا كلمات في غيرها.
    [one] فقرة أخرى واحدة لم تتغير.
    [two] فقرتان أخريان لم تتغيرا.
    [few] { $count } فقرات أخرى لم تتغير.
    [many] { $count } فقرة أخرى لم تتغير.
   *[other] { $count } فقرة أخرى لم تتغير.
}
differences-stage-none = لم يُكلَّف بترجمتها
differences-stage-open = بانتظار مترجم
differences-stage-claimed = عند مترجم
differences-stage-submitted = عند المحررين
differences-stage-approved = مُجازة
differences-stage-published = منشورة
differences-words-title = كل ما كان في { $block }، { $language }
differences-timeline = السجل الزمني
differences-no-words = لم تكن في هذه الفقرة كلمات.
