"""Sample people, what they write, and an invitation whose QR codes can be scanned.

The codes were made once with segno, which only the phones import; a test makes them again.
"""

from collections.abc import Mapping

from improv.core.view_models import Invitation
from improv.director.ports import Remote

NAMES: Mapping[str, tuple[str, ...]] = {
    "en": ("Sara", "Reza", "Leila", "Noam", "Yael", "Omar", "Anna", "Jonas"),
    "fa": ("سارا", "رضا", "لیلا", "Noam", "مریم", "علی‌رضا", "Anna", "پویا"),
    "ar": ("سارة", "عمر", "ليلى", "Anna", "مريم", "يوسف", "هند", "نور"),
    "he": ("נועם", "יעל", "שרה", "Omar", "דנה", "אורי", "תמר", "גיל"),
}
"""Sample people; other languages take the English ones."""

THANKS: Mapping[str, tuple[str, ...]] = {
    "en": (
        "Thanks, Sara, for staying so calm",
        "Noam, that laugh saved the call",
        "Best hold music ever",
    ),
    "fa": ("مرسی سارا که آرام ماندی", "Noam، خندهٔ تو تماس را نجات داد", "دست همه درد نکند"),
    "ar": ("شكرًا سارة على هدوئك", "يوسف، ضحكتك أنقذت المكالمة", "شكرًا للجميع"),
    "he": ("תודה לנועם על הסבלנות", "יעל, הצחוק שלך הציל את השיחה", "תודה לכולם"),
}


PROMISES: Mapping[str, str] = {
    "en": "I call you before noon",
    "fa": "تا فردا ظهر زنگ می‌زنم",
    "ar": "سأتصل بك قبل الظهر",
    "he": "אתקשר לפני הצהריים",
}

LINES: Mapping[str, tuple[str, ...]] = {
    "en": (
        "That would annoy me, too. I look it up now, and you hear from me before four.",
        "You waited three weeks, that is too long. Tomorrow at nine it is with you.",
        "Oh no, on your birthday! Give me your street, and I send a new one today.",
        "I cannot promise Friday. I can promise that I call you on Thursday.",
        "You are right, the mail was not clear. Here it is in one sentence: you pay nothing.",
    ),
    "fa": (
        "من هم بودم ناراحت می‌شدم. همین الان نگاه می‌کنم و تا ساعت چهار خبرتان می‌کنم.",
        "سه هفته منتظر مانده‌اید، خیلی است. فردا ساعت نه دم درتان است.",
        "ای وای، روز تولدتان! خیابان را بگویید تا همین امروز یکی دیگر بفرستم.",
        "جمعه را قول نمی‌دهم. قول می‌دهم پنجشنبه زنگ بزنم.",
        "حق با شماست، پیام روشن نبود. در یک جمله: چیزی نباید بپردازید.",
    ),
    "ar": (
        "كنت سأنزعج أنا أيضًا. أبحث الآن، ويصلك خبر مني قبل الرابعة.",
        "انتظرت ثلاثة أسابيع، وهذا كثير. غدًا في التاسعة يكون عندك.",
        "يا للأسف، في يوم ميلادك! أعطني الشارع وأرسل غيره اليوم.",
        "لا أعدك بالجمعة. أعدك أن أتصل يوم الخميس.",
        "معك حق، الرسالة لم تكن واضحة. باختصار: لا تدفع شيئًا.",
    ),
    "he": (
        "גם אותי זה היה מעצבן. אני בודק עכשיו, ועד ארבע יש לך תשובה.",
        "שלושה שבועות זה יותר מדי. מחר בתשע זה אצלך.",
        "אוי, דווקא ביום ההולדת! תנו לי את הרחוב ואשלח היום אחד חדש.",
        "את יום שישי אני לא מבטיחה. אני מבטיחה להתקשר ביום חמישי.",
        "צודקים, ההודעה לא הייתה ברורה. במשפט אחד: אין מה לשלם.",
    ),
}
"""What people write in answer to a customer."""

HOSTILE_LINES = (
    "W" * 200,
    "س" * 200,
    "👩‍👩‍👧‍👦" * 60 + "🎉" * 140,
    "abc שלום 123 سلام " * 11,
    "e\u0301\u0316\u0317" * 200,
    "</b><script>alert(1)</script>&amp;{{ 7 * 7 }} " * 4,
)
"""As long as a line may be: without a space, in two directions, of emoji, in a mark-up."""

JOIN = "http://192.168.1.20:8765/?code=KRWT"
WIFI = "WIFI:T:WPA;S:Training room;P:ask-the-parrot;;"

_JOIN_ROWS = """
1fde797f 10540a41 175f355d 17441c5d 175d6b5d 10481841 1fd5557f b9300 13f0ad97 23b8f96 a63b114
215aa31 184fa4c1 99ed9db 16d4ba8d 3353165 13ca70a0 1b94ce3e 19792721 189d615c 1deedbfe 114f18
1fdd7358 10504912 1754c3f3 1758a62d 17456113 10444475 1fd6e128
"""
_WIFI_ROWS = """
1fc2f527f 105ade541 174271b5d 175144b5d 17514fd5d 1048bd241 1fd55557f 1a25000 bd9480da 1a2cd23f0
1cf31da77 8228f5c7 144c4c34c b9a6d2ab 8e00e51c f31b8596 570a94d3 1f12cb695 717aeb9 1c99e372c
6faf53a5 1bbe42233 10f514b73 1726bb206 1c6dc93f4 1194312 1fcd0a75c 1053da514 17559f7f1 1757df9bd
1741e3fdf 105961617 1fcb56328
"""


def _code(rows: str) -> tuple[str, ...]:
    numbers = [int(row, 16) for row in rows.split()]
    return tuple(f"{number:0{len(numbers)}b}" for number in numbers)


INVITATION = Invitation("192.168.1.20:8765", "KRWT", _code(_JOIN_ROWS))
"""Nobody has come yet."""
REPORT = "~/.local/share/improv/reports/2026-11-30-4f2a9c.html"

WITH_WIFI = Invitation(
    INVITATION.address,
    INVITATION.code,
    INVITATION.qr,
    "Training room",
    _code(_WIFI_ROWS),
    reached=True,
    connected=6,
)

REMOTE = Remote(
    f"{INVITATION.address}/host", "480213", ("192.168.1.20 (Wi-Fi)", "10.0.0.7 (Ethernet)"), hosts=1
)
