"""How long text takes: the first of a process, a slide cold, new and warm, in two directions.

Run as `python -m tests.bench.text`. Every case runs in a process of its own; the figure is
the best of five. Knows the goals; the numbers are this machine's.
"""

import subprocess
import sys
import time

Row = tuple[str, str, str]
"""What was measured, the figure, the goal."""

ROUNDS = 5
PROMPTS = {
    "en": (
        "A regular guest at your hotel insists that the pillow you gave her yesterday has been "
        "swapped for an identical one, and she wants the original back before her flight leaves "
        "in forty minutes (order #4521), or a refund of 30% today."
    ),
    "fa": (
        "مشتری همیشگی هتل شما اصرار دارد که بالش دیروزش را با یک بالش کاملاً مشابه عوض کرده‌اند و "
        "می‌خواهد پیش از پروازش که چهل دقیقهٔ دیگر است همان بالش قبلی را پس بگیرد، وگرنه (سفارش "
        "\u2068#4521\u2069) ۳۰٪ پولش را همین امروز پس می‌خواهد."
    ),
}
LABELS = {
    "en": "Brief|00:45|Customer: Dana|Role: the bell boy|Twist|Round 3 of 8|The room votes next|"
    "192.168.1.5:8000|Next card: heat 2|Press Space",
    "fa": "معرفی|۰۰:۴۵|مشتری: دانا|نقش: پادو|پیچش|دور ۳ از ۸|حالا رأی بدهید|192.168.1.5:8000|"
    "کارت بعدی: داغی ۲|دکمهٔ Space را بزنید",
}
CASES = {
    "import": ("import improv.text", ""),
    "first": ("first label of a process, imports included", ""),
    "cold": ("slide of 40 words and 10 labels at 1080p, fonts not loaded", "60 ms"),
    "new": ("the same, fonts loaded, words never seen", ""),
    "warm": ("the same, seen before, in another colour", "15 ms"),
}


def slide(language: str, end: str, ink: tuple[int, int, int]) -> None:
    """Lay out and paint a slide for 1920 by 1080; `end` makes its words new."""
    from improv.text.fit import fit
    from improv.text.fonts import Weight
    from improv.text.layout import Align, layout
    from improv.text.paint import paint

    prompt = PROMPTS[language] + end
    paint(
        fit(
            prompt,
            width=1728,
            height=620,
            largest=84,
            least=49,
            weight=Weight.BOLD,
            language=language,
            align=Align.CENTRE,
        ),
        ink,
    )
    for label in LABELS[language].split("|"):
        paint(layout(label + end, size=44, language=language), ink)


def measure(case: str, language: str) -> float:
    """Return the milliseconds of one case in this process, which must be fresh."""
    begin = time.perf_counter()
    from improv.text.layout import layout
    from improv.text.paint import paint

    if case == "first":
        paint(layout(LABELS[language].split("|")[2], size=44, language=language), (0, 0, 0))
    if case in ("import", "first"):
        return (time.perf_counter() - begin) * 1000
    if case != "cold":
        slide(language, "", (0, 0, 0))
    begin = time.perf_counter()
    slide(language, " 7" if case == "new" else "", (255, 255, 255))
    return (time.perf_counter() - begin) * 1000


def rows() -> list[Row]:
    """The table's rows."""
    return [
        (f"{words} ({language})", f"{_best(case, language):.1f} ms", goal)
        for case, (words, goal) in CASES.items()
        for language in (("en",) if case == "import" else tuple(PROMPTS))
    ]


def _best(case: str, language: str) -> float:
    command = [sys.executable, "-m", "tests.bench.text", case, language]
    runs = (subprocess.run(command, capture_output=True, check=True) for _ in range(ROUNDS))
    return min(float(run.stdout) for run in runs)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        print(measure(*sys.argv[1:]))
    else:
        for name, measured, goal in rows():
            print(f"{name:70} {measured:>10}   {goal and 'goal ' + goal}")
