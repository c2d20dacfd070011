health-title = حالة غرفة الأخبار
health-all-well = كل شيء على ما يرام: كل الخدمات تجيب وتواكب.
health-but-feeds = كل الخدمات تجيب وتواكب. وبعض الخلاصات تتعذّر قراءته.
health-missing = إحدى الخدمات لا تجيب. عملها ينتظر حتى تُشغَّل من جديد، ولا يضيع شيء.
health-waits = هناك ما ينتظر تدخّل إنسان. وما عداه ماضٍ.
health-reading = ما زال المكتب يقرأ السجل، وما يعرضه ليس الأحدث بعد.
health-not-well = إحدى الخدمات متأخرة، أو يطول جوابها.
health-as-of = حتى
health-events = في السجل { $what } حدثًا
health-no-lag = والصفحات تعرضها كلها
health-lag = { $count ->
    [zero] والصفحات تعرضها كلها
    [one] والصفحات متأخرة حدثًا واحدًا
    [two] والصفحات متأخرة حدثين
    [few] والصفحات متأخرة { $count } أحداث
    [many] والصفحات متأخرة { $count } حدثًا
   *[other] والصفحات متأخرة { $count } حدث
}
health-log-away = والسجل لا يجيب الآن
health-since = منذ
health-waiting = ينتظر تدخّل إنسان
health-about = يتعلق بـ
health-tries = { $count ->
    [zero] لم يُجرَّب بعد
    [one] جُرّب مرة
    [two] جُرّب مرتين
    [few] جُرّب { $count } مرات
    [many] جُرّب { $count } مرة
   *[other] جُرّب { $count } مرة
}
health-why-unreadable = ما دُوّن لا يمكن قراءته.
health-why-panicked = تعطّل البرنامج عند الجواب عنه.
health-why-large = الجواب عنه أكبر مما يُحفظ دفعة واحدة.
health-why-contended = تغيّر ما يُجاب عنه في كل محاولة.
health-why-missing = واقعة يُبنى عليها الجواب غائبة عن السجل.
health-why-foreign = ما على البث لم تضعه غرفة الأخبار هذه.
health-why-behind = لا يُعرف فيه عيب؛ لكنه يلي ما ينتظر.
health-why-not-known = السبب دوّنته نسخة أحدث من البرنامج.
health-advice-verify = انظر أولًا ما الخطب في السجل:
health-advice-log = في سجل الخدمة نفسها المزيد. وحين يُصلح البرنامج:
health-advice-give-up = اختصر المقال عند مصدره، أو تخلَّ عنه مع ذكر السبب:
health-advice-retry = جرّبه ثانية:
health-advice-first = يمضي من تلقاء نفسه بعد ما قبله؛ أو جرّبها كلها ثانية:
health-advice-newer = شغّل النسخة الأحدث من جديد؛ أو جرّبه ثانية:
health-feeds = { $count ->
    [zero] كل الخلاصات تُقرأ
    [one] خلاصة واحدة تتعذّر قراءتها
    [two] خلاصتان تتعذّر قراءتهما
    [few] { $count } خلاصات تتعذّر قراءتها
    [many] { $count } خلاصة تتعذّر قراءتها
   *[other] { $count } خلاصة تتعذّر قراءتها
}
health-services = الخدمات
health-service = الخدمة
health-running = التشغيل
health-reads-the-log = ما تحفظه من السجل
health-processes = { $count ->
    [zero] لا تجيب
    [one] عملية واحدة
    [two] عمليتان
    [few] { $count } عمليات
    [many] { $count } عملية
   *[other] { $count } عملية
}
health-current = يواكب
health-reads = ما زال يقرأ
health-still-reading = ما زال يقرأ: { $applied } من { $end }
health-stopped = توقّف: { $what }
health-aside = { $count ->
    [zero] لا شيء ينتظر
    [one] حدث واحد ينتظر تدخّل إنسان
    [two] حدثان ينتظران تدخّل إنسان
    [few] { $count } أحداث تنتظر تدخّل إنسان
    [many] { $count } حدثًا ينتظر تدخّل إنسان
   *[other] { $count } حدث ينتظر تدخّل إنسان
}
health-overdue = يحاول الجواب عن حدث واحد منذ { $since }
health-says-nothing = لا تقول كيف حالها
health-a-process = عملية
health-service-ingest = الاستقبال
health-service-translation = الترجمة
health-service-editing = التحرير
health-service-publishing = النشر
health-service-desk = المكتب
health-does-ingest = يقرأ المصادر
health-does-translation = تحفظ من عنده أي مادة، وما كُتب
health-does-editing = يحفظ المراجعات والإجازات
health-does-publishing = يحفظ السياسات، ويضع المواد على البث
health-does-desk = يعرض هذه الصفحات
health-part-ingest = الجواب عن الترجمة
health-part-translation = الجواب عن المقالات والمراجعات
health-part-editing = الجواب عن التسليم
health-part-publishing = الجواب عن الإجازة
health-part-publishing-wire = وضع المواد على البث
health-part-feeds = أي خلاصات هناك
health-part-leases = من انتهى وقته
health-part-board = أين يقف كل شيء
health-part-figures = أرقام العمل
health-part-remembered = ما أُجيز
health-part-memories = الملفات المستوردة
health-part-search = ما يُبحث فيه
health-kept = هل يُحفظ ما تم تأكيده؟
health-on-disk = نعم: كل خادم يكتب على قرصه قبل أن يؤكد.
health-weaker = ليس في كل حال: { $what }
health-not-known = إحدى العمليات لا تقول ذلك.
health-nobody-says = لا أحد يقول ذلك الآن.
health-help = لمن يشغّل غرفة الأخبار
health-help-verify = يمر على السجل كله ويقول هل هو كما يجب.
health-help-rebuild = يبني ما تحفظه الخدمة من السجل من جديد إلى جانب المستعمل، ويقول ما الفرق.
health-help-reactions = يعرض ما ينتظر تدخّل إنسان، ويجربه ثانية، أو يتخلى عنه.
