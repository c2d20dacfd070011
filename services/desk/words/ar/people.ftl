people-title = الأعضاء
people-join = أضف عضوًا
people-join-now = أضفه
people-new-title = عضو جديد
people-name = الاسم
people-name-help = الاسم الذي يظهر تحت عمله.
people-id = الاسم القصير
people-id-help = حروف لاتينية صغيرة وأرقام وشرطات، مثل mariam. يبقى دون تغيير.
people-wants-id = أعطه اسمًا قصيرًا من حروف لاتينية صغيرة وأرقام وشرطات مفردة، مثل mariam.
people-roles = الأدوار
people-may-translator = يحجز المواد ويترجمها ويسلّمها، ويقترح المصطلحات
people-may-editor = يكلّف بالترجمة ويراجع ويجيز وينشر، إلا ما ترجمه بنفسه
people-may-head = يرأس المكتب، ويرى أرقام العاملين فيه
people-may-administrator = يدير المصادر والسياسات والأعضاء
people-languages = اللغات
people-languages-help = اللغات التي يعمل بها. لا تختر أيًّا منها إن كان يعمل بأي لغة.
people-any-language = أي لغة
people-you = أنت
people-has = عنده الآن
people-holds = { $count ->
    [zero] لا مواد
    [one] مادة واحدة
    [two] مادتان
    [few] { $count } مواد
    [many] { $count } مادة
   *[other] { $count } مادة
}
people-has-nothing = لا شيء الآن.
people-piece = المادة
people-until = حتى
people-left = ينتهي بعد { $what }
people-change = احفظ التغييرات
people-access = كيف يسجّل الدخول
people-access-help = بدعوة: رابط يعمل مرة واحدة، يختار به كلمة مرور.
people-access-by = يدعوه مدير النظام.
people-own-access = كلمة المرور، والمتصفحات التي سجّلت الدخول فيها، ورموز برامجك
people-entry = الدخول
people-entry-set-up = له ما يدخل به
people-entry-invited = مدعو حتى { $when }، ولم يدخل بعد
people-entry-over = لم يدخل بعد، وانتهت دعوته { $when }
people-entry-nothing = لا سبيل له إلى الدخول، ولا دعوة له
people-entry-one-click = يدخل بنقرة واحدة
people-email = بريده الإلكتروني، إن كان يدخل بحساب من مكان آخر
people-email-help = لا يُرسل إليه شيء: إنما يقول أي حساب هو حسابه.
people-invite = أنشئ رابطًا
people-invited = سلّم هذا الرابط إلى { $what } بنفسك: لا يظهر إلا هذه المرة.
people-invited-help = يعمل مرة واحدة، حتى
people-account = حسابه في مكان آخر
people-account-bound = يدخل بحساب مرتبط به.
people-account-awaited = من يدخل بحساب هذا العنوان فهو هذا العضو: { $what }
people-account-help = إن كان غير حسابه فاطلب نسيانه: يخرج من كل المتصفحات، ثم يدخل بدعوة أخرى.
people-account-forget = انسَ هذا الحساب
people-leave = مغادرة غرفة الأخبار
people-leave-help = بعدها لا يمكنه تسجيل الدخول، وتنتهي جلساته المفتوحة. ما كتبه يبقى باسمه.
people-leave-holding = { $count ->
    [zero] ليس عنده أي مادة.
    [one] عنده مادة واحدة: تعود متاحة لغيره حين ينتهي وقتها، بكل ما كُتب فيها. وللمحرر أن يستردها قبل ذلك.
    [two] عنده مادتان: تعودان متاحتين لغيره حين ينتهي وقتهما، بكل ما كُتب فيهما. وللمحرر أن يستردهما قبل ذلك.
    [few] عنده { $count } مواد: تعود متاحة لغيره حين ينتهي وقتها، بكل ما كُتب فيها. وللمحرر أن يستردها قبل ذلك.
    [many] عنده { $count } مادة: تعود متاحة لغيره حين ينتهي وقتها، بكل ما كُتب فيها. وللمحرر أن يستردها قبل ذلك.
   *[other] عنده { $count } مادة: تعود متاحة لغيره حين ينتهي وقتها، بكل ما كُتب فيها. وللمحرر أن يستردها قبل ذلك.
}
people-leave-meant = يغادر { $what }
people-leave-now = أنهِ عضويته
people-wants-meant = أكّد أن هذا مقصود. لم يتغير شيء.
