health-title = حالة غرفة الأخبار
health-all-well = كل شيء على ما يرام: كل الخدمات تجيب وتواكب السجل.
health-but-feeds = كل الخدمات تجيب وتواكب السجل. وبعض الخلاصات تتعذّر قراءته.
health-missing = إحدى الخدمات لا تجيب. عملها ينتظر حتى تُشغَّل من جديد، ولا يضيع شيء.
health-waits = هناك ما ينتظر تدخّل إنسان. وما عداه ماضٍ.
health-reading = ما زال المكتب يقرأ السجل، وما يعرضه ليس الأحدث بعد.
health-not-well = إحدى الخدمات متأخرة، أو يطول جوابها.
health-as-of = حتى
health-events = { $count ->
    [zero] ليس في السجل أحداث
    [one] في السجل حدث واحد
    [two] في السجل حدثان
    [few] في السجل { $count } أحداث
    [many] في السجل { $count } حدثًا
   *[other] في السجل { $count } حدث
}
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
health-about = موضوعه:
health-tries = { $count ->
    [zero] لم يُجرَّب بعد
    [one] جُرّب مرة
    [two] جُرّب مرتين
    [few] جُرّب { $count } مرات
    [many] جُرّب { $count } مرة
   *[other] جُرّب { $count } مرة
}
health-why-unreadable = ما سُجّل لا تمكن قراءته.
health-why-panicked = تعطّل البرنامج عند الجواب عنه.
health-why-large = الجواب عنه أكبر مما يُحفظ دفعة واحدة.
health-why-contended = تعذّر تسجيل الجواب: تغيّر ما يُبنى عليه في كل محاولة.
health-why-missing = حدث يُبنى عليه الجواب غائب عن السجل.
health-why-foreign = ما على البث لم تضعه غرفة الأخبار هذه.
health-why-behind = لا يُعرف فيه عيب؛ لكنه يلي ما ينتظر.
health-why-not-known = كتب السببَ إصدار أحدث من البرنامج.
health-advice-verify = انظر أولًا ما الخطب في السجل:
health-advice-log = في سجل الخدمة نفسها المزيد. وحين يُصلح البرنامج:
health-advice-give-up = اختصر المقال عند مصدره، أو تخلَّ عنه مع ذكر السبب:
health-advice-retry = جرّبه ثانية:
health-advice-first = يمضي من تلقاء نفسه بعد ما قبله؛ أو جرّبها كلها ثانية:
health-advice-newer = شغّل الإصدار الأحدث من جديد؛ أو جرّبه ثانية:
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
health-current = يواكب السجل
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
health-part-ingest = التكليف بترجمة المقالات الواردة بحسب قواعد التوجيه
health-part-translation = الجواب عن المقالات والمراجعات
health-part-editing = الجواب عن التسليم
health-part-publishing = الجواب عن الإجازة
health-part-publishing-wire = وضع المواد على البث
health-part-feeds = قائمة الخلاصات
health-part-leases = انتهاء الحجوز
health-part-board = حال كل مادة
health-part-figures = أرقام العمل
health-part-remembered = ما أُجيز
health-part-memories = الملفات المستوردة
health-part-search = فهرس البحث
health-kept = هل يُحفظ ما تم تأكيده؟
health-on-disk = نعم: تبيّن أن كل خادم يكتب على قرصه قبل أن يؤكد.
health-weaker = ليس في كل حال: { $what }
health-not-known = إحدى العمليات لا تقول ذلك.
health-nobody-says = لا تقول ذلك أي عملية الآن.
health-help = لمن يشغّل غرفة الأخبار
health-help-verify = يمر على السجل كله ويقول هل هو كما يجب.
health-help-rebuild = يبني ما تحفظه الخدمة من السجل من جديد إلى جانب ما هو قيد الاستعمال، ويقول ما الفرق.
health-help-reactions = يعرض ما ينتظر تدخّل إنسان، ويجربه ثانية، أو يتخلى عنه.
# ما تقوله العملية عن نفسها.
health-stopped-unknown = الحدث من نوع غير معروف.
health-stopped-new-type = كتب { $first } بالإصدار { $second } برنامج أحدث، وهذا لا يعرف نوعه.
health-stopped-newer = كتب { $first } بالإصدار { $second } برنامج أحدث، وهذا لا يقرأ ما بعد الإصدار { $third }.
health-stopped-subject = الحدث في غير موضعه.
health-stopped-otherwise = موضع { $first } في السجل مضبوط على غير ما يجب: { $second }. إن لم يضبطه برنامج أحدث فاحذفه بالأمر { $third }: يُجاب عندئذ عن كل حدث من جديد، ولا يتغير بذلك شيء.
health-stopped-index = تعذّرت قراءة فهرس البحث أو الكتابة فيه.
health-stopped-no-index = فهرس البحث غير موجود في هذه اللحظة.
health-stopped-memory = ذاكرة قيد الاستعمال تتعذّر قراءتها، والأمر { "\u2066" }dragoman memory list{ "\u2069" } يقول أيّها ولماذا.
health-weaker-unseen = صفحة مراقبة الخادم { $first } لا تجيب؛ هل ضُبط { "\u2066" }http{ "\u2069" } في إعداداته؟
health-weaker-no-server = ليس { $first } صفحة مراقبة لخادم NATS؛ أعطِ رابطها، مثل { "\u2066" }http://host:8222{ "\u2069" }.
health-weaker-no-jetstream = ليس في الخادم { $first } خدمة JetStream؛ اضبط { "\u2066" }jetstream{ "\u2069" } في إعداداته.
health-weaker-not-synced = يكتب الخادم { $first } على القرص كل { $second } ثانية فقط، فيضيع بانقطاع الكهرباء ما أُكّد حفظه؛ اضبط { "\u2066" }jetstream { "{" } sync_interval: always { "}" }{ "\u2069" } في إعداداته.
health-weaker-too-old = إصدار الخادم { $first } هو { $second }؛ والسجل يحتاج إلى 2.12 أو أحدث، ويُنصح بـ2.15 أو أحدث.
health-weaker-not-looked-at = السجل محفوظ على { $first } ولم ينظر فيها أحد؛ أعطِ { "\u2066" }--nats-monitor{ "\u2069" } رابط المراقبة لكل خادم في المجموعة، مفصولة بفواصل.
health-weaker-no-monitor = لم ينظر أحد هل تحفظ الخوادم ما تؤكده: لم يُعطَ { "\u2066" }--nats-monitor{ "\u2069" }.
