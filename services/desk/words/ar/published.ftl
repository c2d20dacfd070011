published-version = على البث، الإصدار { $version }
published-from = من أين جاءت
published-rights = الحقوق: { $what }
published-no-machine = لم يؤخذ باقتراح من آلة.
published-machine = اقترحتها آلة، وراجعها وحررها أشخاص. { $what }.
published-timeline = السجل الزمني
published-beside = إلى جانب مصدرها
