# مرجع واجهة البرمجة عبر HTTP.
reference-title = واجهة البرمجة عبر HTTP
reference-openapi = والوصف نفسه للبرامج: OpenAPI 3.1
reference-stands-for = في الأمثلة تقوم { $desk } مقام رابط هذا المكتب، و{ $token } مقام رمز الدخول.
reference-rooms = أقسام الواجهة
reference-told = ما يمكن أن يُطلب معه
reference-in-path = في المسار
reference-in-query = في الاستعلام
reference-in-header = في ترويسة
reference-required = لا بد منه
reference-scopes = صلاحيات الرمز، ويكفي أيّ منها: { $what }
reference-people = للأعضاء الداخلين وحدهم
reference-example = مثال
reference-answers = ما قد يعود
