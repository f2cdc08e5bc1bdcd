"""Where a name stands in what somebody wrote: none is left readable, no other word is touched."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from improv.core.forgetting import FORGOTTEN, mentions, without_names
from improv.core.search_text import search_text

NAMES = {
    "fa": ("رضا", "علی", "سارا", "مریم", "بهار", "نیلوفر\u200cجان", "دنا"),
    "ar": ("عمر", "رنا", "سما", "ليلى", "أمل", "عبد الله"),
    "he": ("גל", "מיכל", "נעם", "שי", "תמר", "בת־שבע"),
    "en": ("Ann", "José", "Li"),
}
ON_TO = {
    "fa": (
        ("", "و", "ب", "آقا", "یا"),
        ("", "م", "ت", "مون", "ها", "رو", "ست", "جان", "\u200cجان"),
    ),
    "ar": (("", "و", "ف", "ل", "ب", "ك", "ال", "وال", "بال", "لل", "يا"), ("", "ًا")),
    "he": (
        ("", "ו", "ה", "ב", "כ", "ל", "מ", "ש", "וה", "של", "כש", "ומה", "ושל"),
        ("", "לה", "ל'ה"),
    ),
    "en": (("",), ("", "'s", "’s")),
}
"""What each language writes on to the head of a name, and to its end."""
BESIDE = ("", " ", ", ", "«", "»", "(", "!", "\n", "\u200c", "–", "״", "1")
WORDS = {
    "fa": ("رضایت", "ناراضایتی", "بنیادنام"),
    "ar": ("قررنا", "السماء", "العمران"),
    "he": ("גלידה", "בגלל", "שירות", "גלריה"),
    "en": ("annual", "plan", "Anna", "Lisbon"),
}
"""Words that hold the letters of a name."""


@st.composite
def written(draw: st.DrawFn) -> tuple[str, str, str]:
    """A name, a text that holds it as a word of its language, and the other words of that text."""
    language = draw(st.sampled_from(sorted(NAMES)))
    name = draw(st.sampled_from(NAMES[language]))
    before, after = (draw(st.sampled_from(one)) for one in ON_TO[language])
    left, right = draw(st.sampled_from(BESIDE)), draw(st.sampled_from(BESIDE))
    marks = "".join(f"{c}\u064e" if draw(st.booleans()) and c in "رضعملی" else c for c in name)
    around = draw(st.sampled_from(("", *WORDS[language])))
    word = f"{before}{marks.upper() if draw(st.booleans()) else marks}{after}"
    return name, f"{around} {left}{word}{right} {around}", f"{around} {around}"


@given(written())
def test_a_name_is_not_left_readable(case: tuple[str, str, str]) -> None:
    """Whatever is written on to it or stands beside it, with marks or in capitals."""
    name, text, others = case
    kept = without_names(text, [name])
    assert FORGOTTEN in kept
    assert not mentions(kept, name)
    wanted = search_text(name)
    assert search_text(kept).count(wanted) == search_text(others).count(wanted)
    assert without_names(kept, [name]) == kept


@given(st.data())
def test_other_words_stay_as_they_are(data: st.DataObject) -> None:
    """Those that hold the letters of a name, whatever stands beside them."""
    language = data.draw(st.sampled_from(sorted(WORDS)))
    words = data.draw(st.lists(st.sampled_from(WORDS[language]), min_size=1, max_size=5))
    text = data.draw(st.sampled_from((" ", ", ", "\n", "\u200c, "))).join(words)
    assert without_names(text, NAMES[language]) == text


@given(
    st.sampled_from(("رضا", "عمر", "نعم", "גל", "תמר")),
    st.text("ثخقزذ\u0633\u062f", min_size=1, max_size=4),
    st.text("צפטזחנ", min_size=1, max_size=4),
)
def test_no_word_is_cut_in_its_middle(name: str, arabic: str, hebrew: str) -> None:
    """With letters on either side that are neither a prefix nor a suffix it is another word."""
    beside = arabic if search_text(name) >= "\u0600" else hebrew
    for text in (
        f"{beside}{name}{beside}",
        f"{name}{beside}ث" if beside is arabic else f"{name}{beside}",
    ):
        assert without_names(text, [name]) == text


@given(
    st.text(st.sampled_from("رضایتو ب\u200c.גלידה ו'annual"), max_size=40),
    st.sampled_from(("رضا", "גל", "ann")),
)
@example("رضایت رضا", "رضا")
@example("بگو رضا\u200cجان", "رضا")
def test_all_but_the_name_stays(text: str, name: str) -> None:
    """Every letter that is no part of a name is there, in its order."""
    kept = without_names(text, [name])
    parts = [search_text(part).replace(" ", "") for part in kept.split(FORGOTTEN)]
    assert search_text(name).join(parts) == search_text(text).replace(" ", "")
    assert (kept == text) is not mentions(text, name)


@pytest.mark.parametrize(
    ("name", "text", "kept"),
    [
        ("رضا", "از رضایت مشتری، مرسی رضا!", "از رضایت مشتری، مرسی —!"),
        ("رضا", "با رضا\u200cجان و رضاست و رضاجان", "با —جان و —ست و —جان"),
        ("علی", "وعلی هم بود", "و— هم بود"),
        ("سما", "سماء صافية، شكرًا للسما", "سماء صافية، شكرًا لل—"),
        ("עמית", "לעמיתים של ועמית", "לעמיתים של ו—"),
        ("Ann", "לAnn ושלAnn", "ל— ושל—"),
        ("安", "安心, 安", "—心, —"),
        ("Аня", "с Аняй", "с —й"),
    ],
)
def test_names_as_people_write_them(name: str, text: str, kept: str) -> None:
    """In a word of its own, with what belongs to it; in scripts that we do not know anywhere."""
    assert without_names(text, [name]) == kept
