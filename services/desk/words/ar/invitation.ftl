# اتّباع دعوة.
invitation-title = دعوتك
invitation-welcome = أهلًا بك، { $what }
invitation-by = ادخل بحسابك: { $what }
invitation-by-organisation = ادخل بحساب مؤسستك
invitation-or = أو اختر كلمة مرور
invitation-choose = اختر كلمة مرور فتدخل. ومن بعدُ تسجّل الدخول بها تحت هذا الاسم:
invitation-least = { $count ->
    [zero] بأي طول كان.
    [one] محرف واحد على الأقل.
    [two] محرفان على الأقل.
    [few] { $count } محارف على الأقل.
    [many] { $count } محرفًا على الأقل.
   *[other] { $count } محرف على الأقل.
 } تصلح عدّة كلمات لا رابط بينها، ويسهل تذكّرها.
invitation-come-in = ادخل
invitation-once = يصلح هذا الرابط مرة واحدة. ويُسجَّل خروجك من كل مكان سجّلت الدخول فيه من قبل.
invitation-over = انتهت هذه الدعوة
invitation-over-why = استُعملت من قبل، أو مضى عليها أكثر من سبعة أيام. إن كنت وضعت بها كلمة مرور فسجّل الدخول، وإلا فاطلب من أحد مديري غرفة أخبارك دعوة جديدة.
