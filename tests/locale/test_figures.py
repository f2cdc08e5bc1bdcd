"""Figures in sentences: kept whole, kept in order, and nothing else touched."""

import re
import time

import pytest

from improv.locale.figures import keep_figures_whole
from improv.text.bidi import Direction, levels, visual_order

_CONTROLS = re.compile("[\u2060\u2066\u2069\u202a-\u202e]")
_MIRRORED = {"(": ")", ")": "("}


def seen(line: str) -> str:
    """The line as it is seen from left to right on a picture that runs from right to left."""
    text = keep_figures_whole(line, rtl=True)
    found = levels(text, Direction.RTL)
    shown = (
        _MIRRORED.get(text[i], text[i]) if found[i] % 2 else text[i] for i in visual_order(found)
    )
    return _CONTROLS.sub("", "".join(shown)).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("line", "figure"),
    [
        ("המחיר ₪49.90 ליחידה", "₪49.90"),
        ("המחיר ₪49 ליחידה", "₪49"),
        ("הנחה של 12.5% היום", "12.5%"),
        ("שינוי של -12.5% היום", "-12.5%"),
        ("הנחה של 10-12% היום", "10-12%"),
        ("به +98 912 345 6789 زنگ بزنید", "+98 912 345 6789"),
        ("به (021) 8888-4444 زنگ بزنید", "(021) 8888-4444"),
        ("תלפנו אל 03 (12) 8888-4444 היום", "03 (12) 8888-4444"),
        ("تلفن ۰۲۱-۸۸۸۸۴۴۴۴ را بگیرید", "۰۲۱-۸۸۸۸۴۴۴۴"),
        ("اتصل على ٠٢١-٨٨٨٨٤٤٤٤ الآن", "٠٢١-٨٨٨٨٤٤٤٤"),
        ("اتصل على ٠٨٠٠ ٥٥٥ ٠١٩٩ الآن", "٠٨٠٠ ٥٥٥ ٠١٩٩"),
        ("מחר בשעה 10:30-12:45 בערב", "10:30-12:45"),
        ("من الساعة ١٠:٣٠–١٢:٤٥ مساء", "١٠:٣٠–١٢:٤٥"),
        ("تا ۱۴۰۳/۰۵/۱۲ صبر کنید", "۱۴۰۳/۰۵/۱۲"),
        ("עד 2024-12-05 בערב", "2024-12-05"),
        ("بين ٩-١٢ أيام", "٩-١٢"),
        ("הנחה של 10%-20% היום", "10%-20%"),
        ("בין 10-12°C בערב", "10-12°C"),
        ("דמי טיפול של +5 שקלים", "+5"),
        ("دما −۵ درجه است", "−۵"),
        ("مبلغ 1 250 000 ریال", "1 250 000"),
        ("سفارش #4521-B کجاست", "#4521-B"),
        ("سفارش #۴۵۲۱-B کجاست", "#۴۵۲۱-B"),
        ("דגם A/12_b כאן", "A/12_b"),
        ("במקפיא -20°C עכשיו", "-20°C"),
        ("دمای ۲۱٫۵ °C است", "۲۱٫۵ °C"),
    ],
)
def test_a_figure_is_seen_as_it_was_typed(line: str, figure: str) -> None:
    """Signs, brackets, groups and dashes stand where they were typed, whatever the digits."""
    assert figure in seen(line)


@pytest.mark.parametrize(
    ("line", "end"),
    [
        ("فقط ۱۲٫۵٪ شد", "٪۱۲٫۵"),
        ("فقط ۱۰-۱۲٪ شد", "٪۱۰-۱۲"),
        ("بین ۱۰٪-۱۲٪ شد", "٪۱۲-٪۱۰"),
    ],
)
def test_a_percent_sign_stands_left_of_arabic_script(line: str, end: str) -> None:
    """People who write from right to left put it after the figure: a range is no exception."""
    assert end in seen(line)


@pytest.mark.parametrize(
    "text",
    ["مهم نیست", "well-known", "Galaxy S24", "99% of 40", "a - b", "ב-5 בערב", "10:30", "₪49.90"],
)
def test_other_words_are_left_alone(text: str) -> None:
    """Plain words, numbers, times and prices have what they need from UAX #9."""
    assert keep_figures_whole(text, rtl=True).replace("\u00a0", " ") == text


def test_a_figure_keeps_to_the_word_that_it_counts() -> None:
    """No line ends between them; a figure at the end of a sentence counts nothing."""
    assert keep_figures_whole("wait 3 days", rtl=False) == "wait 3\u00a0days"
    assert keep_figures_whole("بعد از ۳ روز", rtl=True) == "بعد از ۳\u00a0روز"
    assert keep_figures_whole("line 3 - now", rtl=False) == "line 3 - now"


def test_a_left_to_right_sentence_needs_no_isolates() -> None:
    """Only the line break inside a figure is forbidden there."""
    assert keep_figures_whole("order #4521-B", rtl=False) == "order #4521-\u2060B"
    assert keep_figures_whole("call 0800 555 0199", rtl=False) == "call 0800\u00a0555\u00a00199"


@pytest.mark.parametrize(
    "piece", ["1", "1%-", "1 °", "a-", "1-", "(1", "1(1)", "1.a", "-1%", "+1 ", "1 - "]
)
def test_hostile_text_costs_no_more_than_its_length(piece: str) -> None:
    """Sixteen times the text takes far less than 256 times as long."""

    def cost(times: int) -> float:
        text = piece * times
        best = 1.0
        for _ in range(3):
            start = time.process_time()
            keep_figures_whole.__wrapped__(text, rtl=True)
            best = min(best, time.process_time() - start)
        return best

    assert cost(8000) < 100 * cost(500) + 0.02
