# لماذا لم يتم أمر، وما العمل: رسالة لكل نوع. بالإنجليزية تقول المشكلة ذلك بنفسها.

# ما يمنع الطلب نفسه.
problem-not-signed-in = سجّل الدخول أولًا، أو قدّم رمزًا لم ينته وقته.
problem-from-elsewhere = أُرسل هذا من موقع آخر. افتح المكتب وحاول ثانية.
problem-not-found = لا شيء كهذا هنا.
problem-no-such-finding = لم تعد الفحوص تجد هذا في النص كما هو الآن. انظر ما تجده واختر من جديد.
problem-not-allowed = لا يقبل هذا الرابط طلبًا من هذا النوع.
problem-not-understood = تعذّرت قراءة الطلب: { $detail }
problem-incomplete = لا يكفي ما في الطلب: { $detail }
problem-improper-form = ينقص النموذج حقل، أو فيه ما لا يصلح له. افتح الصفحة من جديد ثم أرسله.
problem-not-a-translator = لا مترجم بهذا الاسم في غرفة الأخبار. اختر أحد مترجميها، أو ليُعطَ هذا العضو دور المترجم أولًا.
problem-last-administrator = هذا مدير النظام الوحيد. أعطِ غيره هذا الدور أولًا، وإلا لم يبق من يضبط شيئًا هنا.
problem-nothing-waits = لا شيء ينتظر بلغاتك. انظر في قائمة العمل كلها، أو عُد لاحقًا.
problem-too-large = هذا أكثر مما يُقبل دفعة واحدة.
problem-unavailable = جزء من غرفة الأخبار لا يجيب الآن. لم يضع شيء؛ حاول بعد لحظة.
problem-blocked = لم يتم شيء ولم يضع شيء، ولا تنفع إعادة المحاولة. أخبر من يشغّل غرفة الأخبار، وله أن يستعين بالأمر { "\u2066dragoman verify\u2069" }.
problem-behind = ما زال المكتب يقرأ السجل. حاول بعد لحظة.
problem-not-yet = لم تأتِ هذه اللحظة بعد. اختر وقتًا مضى، أو اترك الحقل فارغًا لترى الأمور كما هي الآن.
problem-not-recorded = لم يبلغ السجل هذا الرقم بعد. تحقق منه، أو حاول لاحقًا.
problem-recorded-unseen = تمّ الأمر وسُجّل، ولا يظهر في المكتب بعد. لا حاجة إلى إعادته؛ انظر بعد لحظة.
problem-beyond-scope = لا يصلح هذا الرمز لهذا الطلب: { $detail }
problem-not-an-administrator = لا يفعل هذا لغيره إلا مدير النظام. اطلبه من أحدهم.
problem-address-taken = لعضو آخر هذا العنوان. اطلب نسيانه عنده أولًا، أو أعطِ عنوانًا آخر.
problem-not-an-address = في عنوان البريد الإلكتروني اسم ثم @ ثم مضيف.
problem-token-unnamed = سمِّ الرمز بما لا يزيد على 80 حرفًا تقول ما هو له.
problem-no-scope-chosen = اختر للرمز شيئًا واحدًا على الأقل مما يُستعمل له.
problem-not-days = يدوم الرمز من يوم إلى 366 يومًا. أنشئ بعدها رمزًا آخر.
problem-figures-of-others = أرقام كل شخص له ولرئيس التحرير وحدهما. اطلب أرقامك أنت.
problem-no-machine = لا آلة تُسأل في غرفة الأخبار هذه. ترجم بيدك، أو ليعيّن من يشغّل غرفة الأخبار آلة.

# ما ينقص نموذجًا في صفحة.
problem-look-again = تغيّر المصدر وأنت تكتب. انظر ما يقوله الآن ثم سلّم.
problem-no-place-to-split = ضع المؤشر، أو سطرًا فارغًا، حيث تُقسم الفقرة.
problem-nobody-chosen = اختر من تُسند إليه المادة.
problem-not-minutes = اكتب المدة بدقائق كاملة.
problem-no-language-chosen = اختر اللغة التي يُترجم إليها.
problem-not-a-time = اكتب موعد التسليم هكذا: { "\u2066" }2026-11-03T18:00{ "\u2069" }.
problem-notes-written = كتبت ملاحظات. اطلب بها تعديلًا، أو احذفها قبل أن تجيز.
problem-not-a-length = طول العنوان عدد من الأحرف، أو لا شيء.
problem-no-such-excuse = ما يُجيز التعبير المحمَّل هو quotation أو attribution أو either، لا غير: { $detail }
problem-not-spoken = لغتا المكتب هما الإنجليزية (en) والعربية (ar). اختر إحداهما.
problem-nothing-to-translate = ليس في هذه الفقرة كلمات تترجمها الآلة.
problem-not-a-day = يُكتب اليوم هكذا: { "\u2066" }2026-11-25{ "\u2069" }.

# الآلة.
problem-machine-took-too-long = لم تجب الآلة في الوقت المتاح. حاول ثانية، أو ترجم بيدك.
problem-machine-unreachable = تعذّر الوصول إلى الآلة. حاول ثانية، أو ترجم بيدك.
problem-machine-not-an-address = رابط الآلة غير صالح. أخبر من يشغّل غرفة الأخبار.
problem-machine-not-a-name = اسم الآلة غير صالح. أخبر من يشغّل غرفة الأخبار.
problem-machine-too-large = أجابت الآلة بأكثر مما يُقبل. ترجم هذه الفقرة بيدك.
problem-machine-leads-elsewhere = تحيل الآلة إلى رابط آخر، ولا يُرسل النص إليه. أخبر من يشغّل غرفة الأخبار.
problem-machine-refused = رفضت الآلة الطلب: { $detail }
problem-machine-not-understood = لم يُفهم ما أجابت به الآلة. ترجم هذه الفقرة بيدك.
problem-machine-no-words = أجابت الآلة بلا كلمات. ترجم هذه الفقرة بيدك.

# المقالات الواردة.
problem-article-needs-role = هذا من شأن من له دور { $role }.
problem-article-not-received = لا مقال كهذا.
problem-article-nothing-to-read = ليس في المقال عنوان ولا نص.
problem-article-too-large = حجم المقال { $bytes } بايت، والحد { $most }. قدّمه على أجزاء.
problem-article-own-language = المقال باللغة { $language } أصلًا.
problem-article-note-too-long = حجم الملاحظة { $bytes } بايت، والحد { $most }.

# الترجمة.
problem-translation-needs-role = هذا من شأن من له دور { $role }.
problem-translation-not-requested = لم يطلب أحد هذه الترجمة.
problem-translation-lease-out-of-bounds = مدة الحجز من { 1 } إلى { 1440 } دقيقة، لا { $minutes }.
problem-translation-claimed-by-another = المادة مع { $by } حتى { $until }.
problem-translation-not-claimed = احجز المادة أولًا.
problem-translation-old-epoch = انتهى هذا الحجز، وحُجزت المادة من جديد بعده.
problem-translation-lease-ended = انتهى هذا الحجز { $until }. احجز المادة من جديد لتتابع.
problem-translation-lease-holds = الحجز قائم حتى { $until }.
problem-translation-no-such-block = لا موضع كهذا في النص: { $block }.
problem-translation-text-too-long = حجم النص { $bytes } بايت، والحد { $most }.
problem-translation-blocks-missing = { $count ->
    [zero] كل الفقرات مترجمة.
    [one] بقي ما لم يُترجم: { $blocks }.
    [two] بقي ما لم يُترجم: { $blocks }.
    [few] بقي ما لم يُترجم: { $blocks }.
    [many] بقيت { $count } فقرة لم تُترجم بعد.
   *[other] بقيت { $count } فقرة لم تُترجم بعد.
}
problem-translation-already-submitted = سُلّمت المادة: هي عند المحررين، أو نُشرت.
problem-translation-not-submitted = لم تُسلَّم بعد.
problem-translation-needs-reason = اذكر السبب: من تؤخذ منه مادة يُخبَر لماذا.
problem-translation-too-many-claims = معك الآن { $held } من المواد، والحد { $most } في وقت واحد. سلّم واحدة أو أعدها أولًا، أو اسأل محررًا.
problem-translation-source-changed = { $count ->
    [zero] تغيّر المصدر.
    [one] تغيّر المصدر في { $blocks }. انظرها واقبل التغيير ثم سلّم.
    [two] تغيّر المصدر في { $blocks }. انظر كلتيهما واقبل التغيير ثم سلّم.
    [few] تغيّر المصدر في { $blocks }. انظر كلًّا منها واقبل التغيير ثم سلّم.
    [many] تغيّر المصدر في { $count } فقرة. انظر كلًّا منها واقبل التغيير ثم سلّم.
   *[other] تغيّر المصدر في { $count } فقرة. انظر كلًّا منها واقبل التغيير ثم سلّم.
}
problem-translation-source-changed-again = تغيّر المصدر ثانية. انظر نسخة المصدر { $revision } أولًا.
problem-translation-block-gone = خرجت هذه من المصدر ومن النص: { $block }.
problem-translation-other-words-saved = حُفظت لهذه الفقرة كلمات أخرى في أثناء ذلك، من صفحة أخرى أو جهاز آخر.
problem-translation-not-looked-at = تغيّر النص أو مصدره في أثناء فحصه. سلّم ثانية.
problem-translation-findings-block = { $count ->
    [zero] لا شيء يمنع.
    [one] تنبيه واحد يجب إصلاحه، أو إبقاؤه مع ذكر السبب.
    [two] تنبيهان يجب إصلاحهما، أو إبقاؤهما مع ذكر السبب.
    [few] { $count } تنبيهات يجب إصلاحها، أو إبقاؤها مع ذكر السبب.
    [many] { $count } تنبيهًا يجب إصلاحها، أو إبقاؤها مع ذكر السبب.
   *[other] { $count } تنبيه يجب إصلاحها، أو إبقاؤها مع ذكر السبب.
}
problem-translation-needs-why = اذكر السبب: يبقى السبب مع ما يُسقَط أو يُبقى كما هو.
problem-translation-block-set-aside = هذه مُسقَطة أو مضمومة إلى غيرها: { $block }. أرجعها أولًا.
problem-translation-headline-stays = لا يُسقَط العنوان ولا يُضم إلى غيره.
problem-translation-part-without-words = يبقى أول الجزأين بلا كلمات. اقسم الفقرة بعد شيء من كلماتها.
problem-translation-nothing-before = لا فقرة قبل هذه تُضم إليها.
problem-translation-not-set-aside = هذه الفقرة لم تُسقَط ولم تُضم إلى غيرها.
problem-translation-not-added = هذه ليست مما أضافته الترجمة: { $block }.
problem-translation-too-many-added = أكثر ما تضيفه الترجمة من فقراتها { $most }.
problem-translation-too-many-marks = أكثر ما في الفقرة من روابط وتشديد { $most }.
problem-translation-nothing-suggested = لم تُسأل الآلة في هذا الحجز عن { $block }.
problem-translation-too-many-waived = أكثر ما يُبقى كما هو من تنبيهات المادة { $most }.

# المراجعة.
problem-edit-needs-role = هذا من شأن من له دور { $role }.
problem-edit-not-submitted = لم يُسلَّم هنا شيء للمراجعة.
problem-edit-own-translation = أنت من ترجم هذه المادة، فيجيزها محرر آخر.
problem-edit-other-words = تغيّر النص بعد ذلك. انظره كما هو الآن وأجزه.
problem-edit-with-translator = أُعيدت إلى المترجم.
problem-edit-already-approved = أُجيزت من قبل.
problem-edit-no-notes = اكتب ما ينبغي تغييره.
problem-edit-notes-too-long = حجم الملاحظات { $bytes } بايت، والحد { $most }.
problem-edit-no-such-block = لا موضع كهذا في النص: { $block }.
problem-edit-not-looked-at = لم يُفحص هذا النص إلى جانب المصدر الذي يقابله. حاول ثانية.
problem-edit-findings-block = { $count ->
    [zero] لا شيء يمنع.
    [one] تنبيه واحد يجب إصلاحه، أو إبقاؤه مع ذكر السبب.
    [two] تنبيهان يجب إصلاحهما، أو إبقاؤهما مع ذكر السبب.
    [few] { $count } تنبيهات يجب إصلاحها، أو إبقاؤها مع ذكر السبب.
    [many] { $count } تنبيهًا يجب إصلاحها، أو إبقاؤها مع ذكر السبب.
   *[other] { $count } تنبيه يجب إصلاحها، أو إبقاؤها مع ذكر السبب.
}
problem-edit-behind-source = يقابل النص نسخة المصدر { $revision }، وقد صارت { $newest }. أعِده، أو اذكر لماذا يمضي كما هو.
problem-edit-needs-reason = اذكر السبب: يبقى السبب مع ما يُبقى كما هو.
problem-edit-reason-too-long = حجم السبب { $bytes } بايت، والحد { $most }.
problem-edit-too-many-findings = أكثر ما يُحكم فيه من تنبيهات المادة { $most }.

# النشر.
problem-publication-needs-role = هذا من شأن من له دور { $role }.
problem-publication-not-approved = لم تُجَز بعد.
problem-publication-other-words = الكلمات المجازة غير هذه التي تُنشر.
problem-publication-no-policy = لا سياسة لهذا باللغة { $language } بعد: { $kind }. يضعها أحد المديرين أولًا.
problem-publication-already-published = نُشرت من قبل.
problem-publication-behind-source = يقابل النص نسخة المصدر { $revision }، وقد صارت { $newest }. اذكر لماذا يُنشر كما هو.
problem-publication-reason-too-long = حجم السبب { $bytes } بايت، والحد { $most }.

# المصادر.
problem-source-needs-role = هذا من شأن من له دور { $role }.
problem-source-not-registered = لا مصدر بهذا الاسم.
problem-source-already-registered = هناك مصدر بهذا الاسم. اختر اسمًا آخر، أو غيّر ذاك.
problem-source-no-name = لا بد للمصدر من اسم جهته.
problem-source-not-an-address = لا يصلح هذا رابطًا لخلاصة: { $address }. ابدأ الرابط بـ{ "\u2066" }http://{ "\u2069" } أو { "\u2066" }https://{ "\u2069" }.
problem-source-interval-out-of-bounds = تُقرأ الخلاصة كل { 1 } إلى { 1440 } دقيقة، لا كل { $minutes }.
problem-source-route-into-own-language = لا يُكلَّف بترجمة مقال من { $language } إلى { $language }.
problem-source-unreadable = تعذّرت قراءة الملف: { $what }

# المصطلحات.
problem-term-needs-role = هذا من شأن من له دور { $role }.
problem-term-not-in-register = لا مصطلح كهذا في المسرد.
problem-term-already-added = هذا المصطلح في المسرد. غيّره هناك.
problem-term-already-proposed = اقتُرح هذا المصطلح من قبل، والقرار للمحررين.
problem-term-only-proposed = المصطلح مقترح فقط. أضفه أولًا.
problem-term-other-languages = هذا المصطلح من { $from } إلى { $into }. أضف غيره للغات أخرى.
problem-term-one-language = ينتقل المصطلح من لغة إلى أخرى، لا إلى { $language } نفسها.
problem-term-no-source = لا بد للمصطلح من صيغة بلغة المصدر.
problem-term-no-rendering = لا بد للمصطلح من مقابل.
problem-term-no-letters = ليس في هذه الصيغة حرف ولا رقم، فلن يُعثر عليها: { $form }.
problem-term-form-too-long = حجم الصيغة { $bytes } بايت، والحد { $most }.
problem-term-too-many-forms = عدد الصيغ من نوع واحد { $count }، والحد { $most }.
problem-term-note-too-long = حجم الملاحظة أو السبب { $bytes } بايت، والحد { $most }.
problem-term-allowed-and-forbidden = هذه الصيغة مسموحة وممنوعة معًا: { $form }.
problem-term-no-reason = يُسحب المصطلح لسبب. اذكره.

# السياسات.
problem-policy-needs-role = هذا من شأن من له دور { $role }.
problem-policy-no-text = لا بد للسياسة من نص.
problem-policy-text-too-long = حجم النص { $bytes } بايت، والحد { $most }.
problem-policy-unknown-placeholder = لا شيء يملأ هذا الموضع: { $name }. وما يُملأ: { $known }.

# الأعضاء.
problem-member-needs-role = هذا من شأن من له دور { $role }.
problem-member-no-name = لا بد للعضو من اسم.
problem-member-no-role = لا بد للعضو من دور. اختر ما سيعمله هنا، وأنهِ عضوية من لم يعد له عمل.
problem-member-not-for-members = ليس هذا الدور للأعضاء: { $role }.
problem-member-already-joined = هناك عضو بهذا الاسم.
problem-member-not-a-member = لا عضو بهذا الاسم.
problem-member-no-such-zone = تُكتب المنطقة الزمنية كما في قاعدة IANA، مثل { "\u2066" }Asia/Beirut{ "\u2069" }.

# غرفة الأخبار.
problem-newsroom-needs-role = هذا من شأن من له دور { $role }.
problem-newsroom-lease-out-of-bounds = مدة الحجز من { 1 } إلى { 1440 } دقيقة، لا { $minutes }.
problem-newsroom-no-claims = إن لم يُسمح بحجز لم يترجم أحد. اسمح بواحد على الأقل، أو اترك الحقل فارغًا فلا حد.
problem-newsroom-warning-out-of-bounds = تُعدّ المادة قريبة الموعد قبله بما لا يزيد على { 43200 } دقيقة، وهي { 30 } يومًا، لا { $minutes }.
problem-newsroom-style-too-long = حجم قواعد الكتابة { $bytes } بايت، والحد { $most }.
problem-newsroom-no-expression = التعبير الخالي من الكلمات يوجد في كل موضع. احذفه.

# ذاكرة الترجمة.
problem-memory-needs-role = هذا من شأن من له دور { $role }.
problem-memory-already-imported = هذا الملف نفسه قيد الاستعمال. اسحبه أولًا إن أردت أن يُقرأ على وجه آخر.
problem-memory-not-imported = لا ذاكرة كهذه قيد الاستعمال.
problem-memory-no-name = أعطِ الذاكرة اسمًا، كاسم ملفها.
problem-memory-name-too-long = حجم الاسم { $bytes } بايت، والحد { $most }.
problem-memory-nothing-to-use = ليس في الملف ما يُستعمل.
problem-memory-too-many-pairs = في الملف { $count } من أزواج اللغات، والحد { $most }. حدّد من أي لغة إلى أي لغة.
problem-memory-no-reason = تُسحب الذاكرة لسبب. اذكره.
problem-memory-reason-too-long = حجم السبب { $bytes } بايت، والحد { $most }.
problem-wrong-type = نوع المحتوى المُرسَل ليس ما يقبله هذا الرابط: { $detail }
problem-moved-on = تغيّر هذا منذ أن اطّلعت عليه، ولم يُفعل شيء. اقرأه ثانية وانظر ما تغيّر ثم قرّر من جديد.
problem-nothing-to-match = ليس لما على هذا الرابط إصدار يُقارَن به. أرسل الطلب بلا If-Match.
problem-key-reused = جاء هذا المفتاح من قبل مع طلب آخر، ولم يُفعل بهذا شيء. أرسله ثانية بمفتاح خاص به.
problem-too-many-requests = هذه طلبات أكثر مما يُسمح به في وقت قصير، ولم يُفعل بهذا شيء. أرسله ثانية بعد قليل.
problem-no-moment = اللحظة رقم حدث، أو وقت مثل { "\u2066" }2026-11-03 14:05{ "\u2069" } أو أمس 14:00 أو 14:05. اكتبها هكذا.
