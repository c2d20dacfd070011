# كلامنا بين نصوص غيرنا.
text-note = ملاحظة من غرفة الأخبار
text-image = صورة:
text-image-alone = صورة
text-image-at = الصورة في المصدر
text-at-source = في المصدر
text-gone = حُذفت من المصدر
text-changed = غيّر المصدر هذه الفقرة
text-no-link = لم يعد هنا رابط إلى { $what }
text-new-link = رابط جديد إلى { $what }
text-other-words = صار الربط أو التشديد على كلمات أخرى
text-mark-emphasis = تشديد
text-mark-strong = خط غليظ
text-mark-link = رابط
text-chip = { $number } { $what }
