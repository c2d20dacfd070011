# مَن عنده المادة بقرار من محرر.
assigning-take-over = انقلها من { $what }
assigning-give-it = أسنِدها إلى مترجم
assigning-to = إلى
assigning-minutes = لهذا العدد من الدقائق
assigning-why-both = السبب، ويُبلَّغ به الاثنان
assigning-why = السبب إن شئت، ويُبلَّغ به المترجم
assigning-over = انقل
assigning-give = أسنِد
assigning-end = أنهِ الحجز ولا تسندها إلى أحد
assigning-has-none = { $name }، ليس عنده شيء
assigning-has = { $count ->
    [zero] { $name }، ليس عنده شيء
    [one] { $name }، عنده مادة واحدة
    [two] { $name }، عنده مادتان
    [few] { $name }، عنده { $count } مواد
    [many] { $name }، عنده { $count } مادة
   *[other] { $name }، عنده { $count } مادة
}
assigning-other-languages = { $what }، يعمل بلغات أخرى
assigning-no-reason = لم يُذكر سبب.
assigning-told-over = نُقلت { $from ->
    [you] منك
   *[other] من { $from }
} { $to ->
    [you] إليك
   *[other] إلى { $to }
}، بقرار { $by ->
    [you] منك
   *[other] من { $by }
}
assigning-told-to = أُسندت { $to ->
    [you] إليك
   *[other] إلى { $to }
}، بقرار { $by ->
    [you] منك
   *[other] من { $by }
}
assigning-told-from = سُحبت { $from ->
    [you] منك
   *[other] من { $from }
}، بقرار { $by ->
    [you] منك
   *[other] من { $by }
}
assigning-told-back = أُعيدت إلى القائمة بقرار { $by ->
    [you] منك
   *[other] من { $by }
}
