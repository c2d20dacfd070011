# ما وجدته الفحوص، وما يقال فيه.
found-blocks = لا بد من إصلاحه
found-warns = انظر هنا
found-informs = للعلم
found-stands = باقٍ كما هو
found-fault-says = خطأ، بحسب { $what }.
found-no-fault-says = ليس خطأ، بحسب { $what }.
found-because = { $who }: { $why }
found-fault = خطأ
found-no-fault = ليس خطأ
found-let-because = أبقِه كما هو، لأن…
found-why = لماذا يبقى كما هو
found-let = أبقِه
found-recorded-fault = سُجِّل: خطأ. أصاب الفحص.
found-recorded-no-fault = سُجِّل: ليس خطأ. يُحسب ذلك على الفحص.
found-recorded-waived = يبقى كما هو، مع ذكر سببك.
