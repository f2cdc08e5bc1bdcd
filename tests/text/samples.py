"""Texts that tests share: strategies for any text, and sentences in the four languages."""

from hypothesis import strategies as st

ENGLISH = (
    "Hello, order #4521 (two Sony headphones) never arrived, yet the site says “delivered”. "
    "Please send it today – or refund 30% of the $129.90 I paid. Thanks! 👩🏽‍💻 🇯🇵 1️⃣"
)
PERSIAN = (
    "سلام! سفارش ⁨#4521⁩ (دو هدفون Sony) هنوز به دستم نرسیده، ولی سایت می‌گوید «تحویل شد». لطفاً "
    "یا همین امروز بفرستید یا ۳۰٪ از ۱٬۲۵۰٬۰۰۰ تومانی را که داده‌ام برگردانید. 🙏🏽"
)
ARABIC = (
    "مَرْحَبًا، طَلَبِي رَقْمُ ⁨#4521⁩ (سَمَّاعَةُ Sony) لَمْ يَصِلْ بَعْدُ، وَقَدْ دَفَعْتُ ١٢٫٥٠ دِينَارًا. هَلْ "
    "يُمْكِنُكُمْ إِعَادَةُ ٣٠٪ مِنَ الْمَبْلَغِ؟ 😊"
)
HEBREW = (
    "שָׁלוֹם, הַזְמָנָה ⁨#4521⁩ (אָזְנִיּוֹת Sony) עֲדַיִן לֹא הִגִּיעָה. אֶפְשָׁר לְקַבֵּל הֶחְזֵר שֶׁל 30% מִתּוֹךְ "
    "129.90\u00a0₪? תּוֹדָה רַבָּה! 😊"
)
SENTENCES = {"en": ENGLISH, "fa": PERSIAN, "ar": ARABIC, "he": HEBREW}

_OURS = st.sampled_from([*"aZ 09#%().,!?-–«»$۳۰٪سفارشمی‌אבגَُّשׁ\n\t", *"😀🏽‍🇯🇵️⃣⁦⁧⁨⁩‎‏", "漢"])
TEXTS = st.text(_OURS, max_size=60) | st.text(max_size=40) | st.sampled_from([*SENTENCES.values()])
