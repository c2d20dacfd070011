# ما يدخل به المرء: كلمة المرور والمتصفحات والرموز.
access-title = كيف تسجّل الدخول
access-made = رمز { $what }
access-copy = انسخه الآن: لا يُعرض إلا هذه المرة، ولا تُحفظ إلا بصمته.
access-made-help = يرسله البرنامج بعد «Authorization: Bearer». ومن كان معه فعل باسمك ما يُسمح به له.
access-password = كلمة المرور
access-old = كلمة مرورك الحالية
access-new = الكلمة الجديدة
access-change = غيّرها
access-change-ends = وعندها يُسجَّل خروجك من كل مكان آخر.
access-no-password = لا كلمة مرور لك في غرفة الأخبار هذه. لتحصل على واحدة اطلب دعوة من أحد المديرين.
access-sessions = حيث سجّلت الدخول
access-nowhere = لست مسجَّل الدخول في أي متصفح.
access-this = هذا المتصفح
access-seen = آخر استعمال
access-end = أنهِها
access-end-of = أنهِ جلسة { $what }
access-end-others = أنهِ كل ما سوى هذه
access-browser = { $browser } على { $system }
access-unnamed = متصفح لا يذكر اسمه
access-way-one_click = دخلت بنقرة
access-way-password = دخلت بكلمة المرور
access-way-provider = دخلت بحسابك في مكان آخر
access-way-invitation = دخلت بدعوة
access-way-key = دخلت برمز من سطر الأوامر
access-tokens = رموز برامجك
access-no-tokens = ليس لك رمز. البرنامج الذي يعمل باسمك يحتاج إلى رمز، وأنت تختار ما يجوز له وإلى متى.
access-until = حتى
access-unused = لم يُستعمل قط
access-revoke = أبطله
access-revoke-of = أبطل رمز { $what }
access-make = أنشئ رمزًا
access-for = لأي غرض
access-may = ما يجوز له
access-scope-read = يرى ما يجوز لك أن تراه
access-scope-translate = يحجز ويترجم ويسلّم
access-scope-edit = يكلّف بالترجمة ويراجع ويجيز، ويدير المصطلحات وذاكرات الترجمة
access-scope-publish = يضع على البث ما أُجيز
access-scope-administer = يدير المصادر والسياسات والأعضاء والرموز والإعدادات
access-never-more = ولا يجوز له أبدًا أكثر مما يجوز لك.
access-how-long = إلى متى
access-days = { $count ->
    [zero] بلا أيام
    [one] يوم واحد
    [two] يومان
    [few] { $count } أيام
    [many] { $count } يومًا
   *[other] { $count } يوم
 }
access-make-it = أنشئه
access-done-password_changed = تغيّرت كلمة مرورك، وسُجّل خروجك من كل مكان آخر.
access-done-ended = انتهت. لم يعد أحد مسجّل الدخول هناك.
access-done-revoked = أُبطل. لم يعد برنامج يدخل بذلك الرمز.
access-to = كلمة المرور، والمتصفحات التي سجّلت الدخول فيها، ورموز برامجك
