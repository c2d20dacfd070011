# مادة كما يراها مَن ليست عنده، وما يظهر إلى جانبها للجميع.
piece-title = مادة: { $what }
piece-claim = احجز
piece-see = انظرها في المراجعة
piece-blocks = الفقرات
piece-beside = إلى جانب النص
piece-revision = { $language }، نسخة المصدر { $number }
piece-not-translated = لم تُترجم بعد
piece-editor-asks = يطلب المحرر
piece-kept = كلماتك التي تعذّر حفظها، احتُفظ بها { $what }
piece-claim-to-take = احجز المادة لتستعيدها.
piece-needs-role = الحجز من شأن المترجمين.
piece-editors = المحررون
piece-waits = تنتظر مترجمًا
piece-has = عند { $who } لمدة { $time }
piece-free-again = انتهى وقت { $what }، وهي متاحة من جديد
piece-with-editors = عند المحررين، من ترجمة { $what }
piece-review = راجعها
piece-approved = بإجازة { $what }، وتنتظر النشر
piece-see-approved = انظر ما أُجيز
piece-published = نُشرت { $what }
piece-read = اقرأها
piece-due = موعدها { $what }
piece-has-it = عند مَن هي
piece-wanted = ما يريده المكتب
piece-urgent = عاجلة
piece-source = المصدر
piece-source-revision = { $source }، نسخة المصدر { $number }
piece-by = بقلم { $what }
piece-as-published = كما نُشر
piece-timeline = السجل الزمني
piece-changed-since = تغيّر المصدر بعدها.
piece-newest = أحدث نسخة من المصدر هي { $number }.
piece-read-newest = اقرأها
piece-source-changed = تغيّر المصدر
piece-newest-revision = نسخة المصدر { $number }
piece-changed-blocks = { $count ->
    [zero] لا فقرات تنتظر
    [one] فقرة واحدة تنتظر
    [two] فقرتان تنتظران
    [few] { $count } فقرات تنتظر
    [many] { $count } فقرة تنتظر
   *[other] { $count } فقرة تنتظر
}
piece-to-look-at = أن يُنظر فيها: فالكلمات هناك تقابل المصدر كما كان.
piece-block = الفقرة { $number }
piece-kept-elsewhere = محفوظة جانبًا، إذ خرجت فقرتها من النص
piece-kept-for = كلماتك في { $block }، احتُفظ بها { $time }
piece-left-out = أُسقطت:
