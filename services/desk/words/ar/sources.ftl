sources-title = المصادر
sources-new = سجّل مصدرًا
sources-empty = لم يُسجَّل أي مصدر بعد. المصدر وسيلة إعلام لك أن تعيد نشر مقالاتها، وتُقرأ خلاصتها تلقائيًا.
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
sources-state-files = تأتي مقالاته ملفات
sources-state-read = يُقرأ
sources-state-waits = لم يُقرأ بعد
sources-coming-nowhere = لم يصل شيء بعد. حين يُسجَّل مصدر تصل مقالاته كلما قُرئت.
sources-coming-waits = لم يصل شيء بعد. سُجّلت خلاصة ولم تُقرأ حتى الآن.
sources-coming-read = لم يصل شيء بعد. قُرئ ما سُجّل، ولم يكن فيه مقال يؤخذ.
sources-coming-files = لم يصل شيء بعد. لم تُسجَّل خلاصة: تؤخذ المقالات من ملف في صفحة المصدر.
sources-coming-in-vain = لا تُقرأ أي خلاصة، فلا يصل شيء.
sources-coming-paused = لم يصل شيء بعد. كل المصادر المسجّلة موقوفة.
sources-to-why = انظر السبب
sources-to-it = إلى المصدر

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
sources-new-help = وسيلة إعلام لك حق إعادة نشر مقالاتها. تُقرأ خلاصتها فورًا، ثم بالوتيرة التي تحددها.
sources-register = سجّل
sources-agreed = ما اتُّفق عليه
sources-change = احفظ التغييرات
sources-pause = أوقفه
sources-resume = استأنف قراءته
sources-id = اسمه القصير
sources-id-help = حروف لاتينية صغيرة وأرقام وشرطات، مثل al-wadi. يبقى دون تغيير.
sources-name = الاسم كما يعرفه القراء
sources-feed = رابط الخلاصة
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
sources-wants-minutes = اكتب الوقت بين قراءتين بالدقائق الكاملة، من { 1 } إلى { 1440 }.
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
sources-into = كُلِّف بترجمته إلى { $what }
sources-no-articles = لم يأتِ منه شيء بعد. يظهر هنا وفي الوارد فور قراءة الخلاصة.

# ما يقوله قارئ الخلاصات.
sources-fault-address = ليس { $first } رابطًا على الويب: لا بد أن يبدأ بـ{ "\u2066" }https://{ "\u2069" } أو { "\u2066" }http://{ "\u2069" }.
sources-fault-reached = تعذّر الوصول إلى الخادم { $first }: تحقق من اسمه في الرابط، ومن أن الموقع يعمل.
sources-fault-away = تعذّر الوصول إلى الخادم: تحقق من اسمه في الرابط، ومن أن الموقع يعمل.
sources-fault-not-let-in = أجاب الخادم بالرمز { $first }: لا يسمح لنا بالدخول؛ اطلب من المصدر أن يأذن لنا.
sources-fault-moved = أجاب الخادم بالرمز { $first }: لا خلاصة على هذا الرابط؛ اطلب من المصدر الرابط الجديد.
sources-fault-too-often = أجاب الخادم بالرمز { $first }: نقرأ الخلاصة أكثر مما يسمح به؛ باعِد بين القراءات.
sources-fault-of-its-own = أجاب الخادم بالرمز { $first }: العطل عنده؛ إن استمر فأخبر المصدر.
sources-fault-status = أجاب الخادم بالرمز { $first }: تحقق من رابط الخلاصة.
sources-fault-endless = أرسل الخادم أكثر من { $first } بايت: تحقق من أن الرابط رابط خلاصة.
sources-fault-slow = { $first ->
    [zero] لم يرسل الخادم كل شيء في الوقت المتاح: لعله مثقل، أو لا نهاية لما يرسله.
    [one] لم يرسل الخادم كل شيء خلال ثانية واحدة: لعله مثقل، أو لا نهاية لما يرسله.
    [two] لم يرسل الخادم كل شيء خلال ثانيتين: لعله مثقل، أو لا نهاية لما يرسله.
    [few] لم يرسل الخادم كل شيء خلال { $first } ثوانٍ: لعله مثقل، أو لا نهاية لما يرسله.
    [many] لم يرسل الخادم كل شيء خلال { $first } ثانية: لعله مثقل، أو لا نهاية لما يرسله.
   *[other] لم يرسل الخادم كل شيء خلال { $first } ثانية: لعله مثقل، أو لا نهاية لما يرسله.
}
sources-fault-leads-on = { $first ->
    [zero] يحيل الرابط إلى غيره: افتحه في متصفح وخذ الرابط الذي ينتهي إليه.
    [one] يحيل الرابط إلى غيره أكثر من مرة: افتحه في متصفح وخذ الرابط الذي ينتهي إليه.
    [two] يحيل الرابط إلى غيره أكثر من مرتين: افتحه في متصفح وخذ الرابط الذي ينتهي إليه.
    [few] يحيل الرابط إلى غيره أكثر من { $first } مرات: افتحه في متصفح وخذ الرابط الذي ينتهي إليه.
    [many] يحيل الرابط إلى غيره أكثر من { $first } مرة: افتحه في متصفح وخذ الرابط الذي ينتهي إليه.
   *[other] يحيل الرابط إلى غيره أكثر من { $first } مرة: افتحه في متصفح وخذ الرابط الذي ينتهي إليه.
}
sources-fault-broke-off = انقطع الجواب، أو ليس جواب HTTP: إن استمر ذلك فأخبر المصدر.
sources-fault-empty = الخلاصة فارغة: افتح رابطها في متصفح، واسأل المصدر إن كانت فارغة هناك أيضًا.
sources-fault-page = هذه صفحة ويب وليست خلاصة: ابحث فيها عن رابط الخلاصة، وكثيرًا ما ينتهي بـ{ "\u2066" }/feed{ "\u2069" } أو { "\u2066" }/rss{ "\u2069" }.
sources-fault-neither = ليست هذه RSS ولا Atom ولا JSON Feed (أولها { $first }): تحقق من رابط الخلاصة.
sources-fault-damaged = الخلاصة تالفة، وتعذّرت قراءة أي عنصر منها: أخبر المصدر.
sources-fault-large = حجم الخلاصة { $first } بايت، ولا يُقرأ أكثر من { $second }: اطلب من المصدر خلاصة أقصر.
sources-fault-long = { $first ->
    [zero] في الخلاصة عناصر كثيرة: اطلب من المصدر خلاصة أقصر.
    [one] في الخلاصة أكثر من عنصر: اطلب من المصدر خلاصة أقصر.
    [two] في الخلاصة أكثر من عنصرين: اطلب من المصدر خلاصة أقصر.
    [few] في الخلاصة أكثر من { $first } عناصر: اطلب من المصدر خلاصة أقصر.
    [many] في الخلاصة أكثر من { $first } عنصرًا: اطلب من المصدر خلاصة أقصر.
   *[other] في الخلاصة أكثر من { $first } عنصر: اطلب من المصدر خلاصة أقصر.
}
sources-fault-nested = الخلاصة متداخلة أعمق مما تكون أي خلاصة: تحقق من رابطها، ومن أن مصدرها موثوق.
sources-fault-letters = حروف الخلاصة لا توافق أي ترميز معروف: اطلب من المصدر إرسالها بترميز UTF-8.
sources-fault-no-text = ليس للعنصر عنوان ولا نص.
sources-fault-tangled = العنصر متداخل أعمق مما يكون أي مقال: قدّم نصه يدويًا.
sources-fault-same-id = لعنصر آخر في الخلاصة المعرّف نفسه: اطلب من المصدر معرّفًا خاصًا لكل عنصر، أو قدّم النص يدويًا.
sources-fault-item = العنصر تالف: أخبر المصدر، أو قدّم النص يدويًا.
sources-fault-no-address = ليس للعنصر رابط: أخبر المصدر، أو قدّم النص يدويًا.
sources-fault-unread = لا تمكن قراءة ما أُخذ من العنصر من قبل: اطلب فحص السجل، وقدّم النص يدويًا.
sources-fault-nothing-to-read = ليس للمقال عنوان ولا نص.
sources-fault-article = حجم المقال { $first } بايت، ولا يؤخذ أكثر من { $second }: قدّمه على أجزاء.
sources-fault-kept = حجمه { $first } بايت، ولا يُحفظ دفعة واحدة أكثر من { $second }.
sources-fault-event = الحدث { $first } على { $second } لا تمكن قراءته.
sources-fault-missing = الحدث { $first } غائب عن { $second }.
sources-fault-other = تعذّرت القراءة لسبب لا يعرفه هذا المكتب بعد: اطلب ممن يشغّله سجل قارئ الخلاصات.
