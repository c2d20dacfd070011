# صفحات تقول لماذا لم يتم شيء.
problems-sign-in = سجّل الدخول لتتابع
problems-not-for-you = ليس لك أن تفعل هذا
problems-nothing = لا شيء هنا
problems-faster = سبقك غيرك
problems-away = جزء من غرفة الأخبار لا يجيب
problems-other = لم ينجح هذا
problems-unknown = لم ينجح هذا: { $what }
problems-kept = ما كتبته ما زال هنا. أرسله ثانية حين تكون مستعدًا.
problems-kept-first = ما كتبته ما زال هنا. سجّل الدخول في علامة تبويب أخرى ثم أرسله ثانية.
problems-other-tab = سجّل الدخول في علامة تبويب أخرى
problems-again = أرسل ثانية
problems-desk = إلى المكتب
problems-to-sign-in = تسجيل الدخول
