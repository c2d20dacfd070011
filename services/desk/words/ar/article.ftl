article-about = { $source } · { $section } · { $language } · نسخة المصدر { $revision } · { $count ->
    [zero] بلا كلمات
    [one] كلمة واحدة
    [two] كلمتان
    [few] { $count } كلمات
    [many] { $count } كلمة
   *[other] { $count } كلمة
}
article-in-inbox = اقرأ المقال
article-as-published = كما نُشر عند مصدره
article-timeline = السجل الزمني
article-pieces = بلغات أخرى
article-piece = اللغة
article-no-pieces = لم يُكلَّف بترجمته إلى أي لغة بعد.
article-behind = تقابل نسخة المصدر { $revision } من { $newest }
article-read = اقرأ
article-open = افتح
article-text = نص المصدر كما هو الآن
article-narrow = حصر السجل الزمني
article-who = مَن
article-anybody = أي أحد
article-newsroom = غرفة الأخبار نفسها
article-what = ماذا
article-anything = أي شيء
article-what-source = ما قاله المصدر
article-what-work = من تولّاها
article-what-words = ما كُتب
article-what-review = ما قاله المحررون
article-what-publication = ما نُشر
article-language = المادة
article-any-language = كل اللغات
article-show = اعرض
article-at = كما كان في
article-at-example = أمس 14:00
article-at-help = { "\u2066" }2026-11-03 14:05{ "\u2069" } أو أمس 14:00 أو 14:05 أو رقم الحدث، بحسب ساعتك
article-go = اذهب إليه
article-compare-title = مقارنة لحظتين
article-compare = قارِن
article-compare-help = اختر لحظتين أدناه أو اكتب غيرهما هنا: تُقارَن بينهما كلمات المصدر وكلمات كل مادة.
article-other-from = لحظة أخرى تبدأ منها المقارنة
article-other-to = لحظة أخرى تنتهي عندها المقارنة
article-from = من
article-to = إلى
article-pick-from = قارِن من الحدث { $count }
article-pick-to = قارِن حتى الحدث { $count }
article-nothing = لا شيء هنا بهذه الصفة.
article-beginning = من البداية
article-later = ما بعده
article-latest = الأحدث
