"""A thousand lines with figures in right-to-left sentences, seen by us and by a real browser."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from improv.locale.figures import keep_figures_whole
from improv.text.bidi import Direction, levels, visual_order

WORDS = {
    "he": ["המחיר", "הנחה", "היום", "בערב", "קומה", "דירה", "תלפנו", "אל", "של"],
    "fa": ["به", "زنگ", "بزنید", "تلفن", "را", "سفارش", "کجاست", "مبلغ", "ریال"],
    "ar": ["من", "الساعة", "مساء", "بين", "ثم", "هاتف", "رقم", "منزل", "شقة"],
}
FIGURES = (
    *("₪49.90", "12.5%", "+98 912 345 6789", "(021) 8888-4444", "021-88884444", "-5", "+3.5", "−2"),
    *("10-20%", "9–12", "10:30-12:45", "2024-12-05", "05/12/2024", "1 250 000", "#4521-B", "77-A"),
    *("-20°C", "10-12 °C", "10%-20%"),
    *("$5", "5$", "€3-5", "3 - 5", "(12)", "[7]", "12,5", "1.2.3", "A/12_b", "99%", "±4", "0:45"),
)
DIGITS = ("0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩")
MARKS = ("", "", "", ",", ".", "?", ":", "!", " -", ")")

ORDER = """lines => lines.map(([language, text]) => {
  const line = document.body.appendChild(document.createElement("p"));
  line.lang = language; line.dir = "rtl"; line.textContent = text;
  return line;
}).map(line => {
  const node = line.firstChild, places = [], range = document.createRange();
  for (let i = 0; i < node.length; i++) {
    range.setStart(node, i); range.setEnd(node, i + 1);
    const box = range.getBoundingClientRect();
    if (box.width > 0.5) places.push([box.left + box.width / 2, i]);
  }
  return places.sort((a, b) => a[0] - b[0]).map(place => place[1]);
})"""


def lines(count: int, seed: int) -> Iterator[tuple[str, str]]:
    """Sentences of two to five words, with a figure or two in any digits."""
    chance = random.Random(seed)
    for _ in range(count):
        language = chance.choice(list(WORDS))
        parts = chance.choices(WORDS[language], k=chance.randint(2, 5))
        for _ in range(chance.randint(1, 2)):
            digits = str.maketrans(DIGITS[0], chance.choice(DIGITS))
            figure = chance.choice(FIGURES).translate(digits) + chance.choice(MARKS)
            parts.insert(chance.randint(0, len(parts)), figure)
        yield language, keep_figures_whole(" ".join(parts), rtl=True)


@pytest.mark.slow
def test_a_thousand_lines_are_in_the_order_of_a_browser(tmp_path: Path) -> None:
    """Every character that the browser draws stands where our own order puts it."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed")
    from playwright.sync_api import sync_playwright

    from tests.phones.browser import FLAGS

    wanted = list(lines(1000, seed=7))
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=list(FLAGS))
        page = browser.new_page()
        page.set_content("<style>p{white-space:nowrap;position:absolute;font-size:40px}</style>")
        found = page.evaluate(ORDER, wanted)
        browser.close()
    wrong = []
    for (language, text), theirs in zip(wanted, found, strict=True):
        drawn = set(theirs)
        ours = [i for i in visual_order(levels(text, Direction.RTL)) if i in drawn]
        if ours != theirs:
            wrong.append((language, text))
    assert sum(map(len, found)) > 20_000
    assert wrong == []
