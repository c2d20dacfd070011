# ما تشترك فيه صفحات شؤون غرفة الأخبار.
rooms-needs = هذا يحتاج إلى دور { $role }.
rooms-or = { $first } أو { $second }
rooms-no-file = اختر ملفًا فيه شيء.
rooms-other-languages = لغات أخرى
