sources-title = المصادر
sources-new = سجّل مصدرًا
sources-empty = لم يُسجَّل أي مصدر بعد. المصدر وسيلة إعلام لك أن تعيد نشر مقالاتها؛ وخلاصتها تُقرأ من تلقاء نفسها.
sources-source = المصدر
sources-state = الحال
sources-looked = آخر قراءة
sources-next = القراءة التالية
sources-came = المقالات
sources-about = { $language } · { $section }
sources-since = منذ
sources-last = آخرها
sources-articles = { $count ->
    [zero] لا مقالات
    [one] مقال واحد
    [two] مقالان
    [few] { $count } مقالات
    [many] { $count } مقالًا
   *[other] { $count } مقال
}
sources-aside = { $count ->
    [zero] أُخذت كل العناصر.
    [one] عنصر واحد تعذّر أخذه حتى الآن.
    [two] عنصران تعذّر أخذهما حتى الآن.
    [few] { $count } عناصر تعذّر أخذها حتى الآن.
    [many] { $count } عنصرًا تعذّر أخذها حتى الآن.
   *[other] { $count } عنصر تعذّر أخذها حتى الآن.
}
sources-state-paused = موقوف
sources-state-failing = تتعذّر قراءته
sources-state-files = يأتي ملفات
sources-state-read = يُقرأ

sources-nothing-new = لا جديد
sources-in-vain = دون جدوى
sources-unrecorded = تعذّر تدوين ما قُرئ، وسيُقرأ ثانية
sources-came-new = { $count ->
    [zero] لا جديد
    [one] مقال جديد
    [two] مقالان جديدان
    [few] { $count } مقالات جديدة
    [many] { $count } مقالًا جديدًا
   *[other] { $count } مقال جديد
}
sources-came-changed = { $count ->
    [zero] لا تغيير
    [one] مقال تغيّر
    [two] مقالان تغيّرا
    [few] { $count } مقالات تغيّرت
    [many] { $count } مقالًا تغيّر
   *[other] { $count } مقال تغيّر
}
sources-came-aside = { $count ->
    [zero] أُخذت كلها
    [one] عنصر لم يؤخذ
    [two] عنصران لم يؤخذا
    [few] { $count } عناصر لم تؤخذ
    [many] { $count } عنصرًا لم يؤخذ
   *[other] { $count } عنصر لم يؤخذ
}

sources-new-title = تسجيل مصدر
sources-new-help = وسيلة إعلام لك حق إعادة نشر مقالاتها. تُقرأ خلاصتها فورًا، ثم كلما حددت.
sources-register = سجّل
sources-agreed = ما اتُّفق عليه
sources-change = احفظ التغييرات
sources-pause = أوقفه
sources-resume = استأنف قراءته
sources-id = اسمه القصير
sources-id-help = حروف لاتينية صغيرة وأرقام وشرطات، مثل al-wadi. يبقى دون تغيير.
sources-name = الاسم كما يعرفه القراء
sources-feed = عنوان الخلاصة
sources-feed-help = ‏RSS أو Atom أو JSON Feed. ومن دونها تأتي مقالاته ملفات.
sources-language = لغة مقالاته
sources-choose-language = اختر لغة
sources-every = الدقائق بين قراءتين
sources-section = القسم
sources-section-help = القسم الذي تُنشر فيه مقالاته: حروف لاتينية صغيرة، مثل world أو politics.
sources-rights = الحقوق
sources-rights-help = على أي أساس تعيد النشر: رخصة، أو إذن وتاريخه.
sources-routes = تكليف تلقائي
sources-routes-help = يدخل كل مقال جديد قائمة العمل بهذه اللغات دون أن يطلب ذلك أحد. اتركه فارغًا لتختار من الوارد.
sources-route-into = إلى
sources-no-route = لا شيء
sources-route-priority = الأولوية
sources-route-note = ملاحظة للمترجم
sources-wants-id = أعطِ المصدر اسمًا قصيرًا من حروف لاتينية صغيرة وأرقام وشرطات مفردة، مثل al-wadi.
sources-wants-language = اختر لغة مقالاته.
sources-wants-section = سمِّ القسم بحروف لاتينية صغيرة وأرقام وشرطات مفردة، مثل world-news.
sources-wants-minutes = اكتب الوقت بين قراءتين بالدقائق، من 1 إلى 1440.
sources-wants-route = اختر لغات التكليف من القائمة.

sources-file = اقرأ ملف خلاصة الآن
sources-file-help = لمصدر بلا خلاصة، أو لأخذ ما لم يعد في خلاصته. ما أُخذ من قبل لا يؤخذ مرتين.
sources-file-choose = ‏RSS أو Atom أو JSON Feed
sources-file-read-now = اقرأه
sources-file-read = قُرئ الملف: { $came }.
sources-happened = ما جرى
sources-registered = سُجّل
sources-registered-by = سجّله { $what }
sources-changed = تغيّر ما اتُّفق عليه
sources-changed-by = غيّر { $what } ما اتُّفق عليه
sources-paused = أُوقف
sources-paused-by = أوقفه { $what }
sources-resumed = استؤنف
sources-resumed-by = استأنفه { $what }
sources-failed = تعذّرت قراءة الخلاصة
sources-recovered = صارت الخلاصة تُقرأ من جديد
sources-set-aside = تعذّر أخذ عنصر: { $what }
sources-its-articles = مقالاته
sources-article = المقال
sources-received = وقت الوصول
sources-into = كُلِّف به إلى { $what }
sources-no-articles = لم يأتِ منه شيء بعد. يظهر هنا وفي الوارد فور قراءة الخلاصة.

# ما يقوله قارئ الخلاصات.
sources-fault-reached = تعذّر الوصول إلى الخادم: تحقق من الاسم في العنوان، ومن أن الموقع يعمل.
sources-fault-status = أجاب الخادم برمز { $number }: تحقق من العنوان.
sources-fault-large = الخلاصة أكبر مما يُقرأ، وهو { $number } بايت على الأكثر. تحقق من أن العنوان عنوان خلاصة.
sources-fault-slow = لم يرسل الخادم كل شيء بعد { $number } ثانية.
sources-fault-leads-on = يحيل العنوان إلى غيره أكثر من { $number } مرات: استعمل العنوان الأخير.
sources-fault-broke-off = انقطع الجواب، أو ليس من HTTP.
sources-fault-empty = الخلاصة فارغة.
sources-fault-page = هذه صفحة ويب وليست خلاصة.
sources-fault-neither = ليست هذه RSS ولا Atom ولا JSON Feed: تحقق من العنوان.
sources-fault-damaged = الخلاصة تالفة، ولم يُقرأ منها شيء: أخبر المصدر.
sources-fault-long = في الخلاصة أكثر من { $number } عنصرًا: اطلب من المصدر خلاصة أقصر.
sources-fault-nested = الخلاصة متداخلة أعمق مما تكون أي خلاصة.
sources-fault-letters = لا يوافق ترميز الخلاصة أي ترميز معروف: اطلب من المصدر إرسالها بترميز UTF-8.
sources-fault-no-text = ليس للعنصر عنوان ولا نص.
sources-fault-tangled = العنصر متداخل أعمق مما يكون أي مقال.
sources-fault-same-id = عنصر آخر في الخلاصة له المعرّف نفسه.
sources-fault-item = العنصر تالف: أخبر المصدر.
sources-fault-article = المقال { $number } بايت، وهذا أكثر مما يؤخذ.
