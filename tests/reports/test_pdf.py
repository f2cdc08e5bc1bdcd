"""The pages of a session as PDF: on two leaves, for every eye, and whatever people wrote."""

import re
from dataclasses import replace

import pytest

from improv.reports.pdf import MOST_LEAVES, pdf
from improv.reports.session_page import session_page
from improv.reports.sessions_page import sessions_page
from improv.reports.take_away import TakeAway
from tests.phones.browser import LANGUAGES
from tests.reports.test_session_page import DAY, by_hand, played, practices, take_aways

HOSTILE = (
    '#panic("out") #include "/etc/passwd" $x$ \\ @ref `raw` *b* _i_ // c /* d */ <label> ]) [(',
    "= A heading\n- a list\n#heading[no]",
    "W" * 79,
    "\ud800 \x00 \u202e",
)


def leaves(document: bytes) -> int:
    """How many there are, as its own description says."""
    return int(re.findall(rb"NPages>(\d+)<", document)[0])


def tags(document: bytes, tag: str) -> int:
    """How many elements of this kind are in the tree that a screen reader walks."""
    return len(re.findall(rf"/StructElem/S/{tag}\b".encode(), document))


def thanked(language: str, *lines: str) -> TakeAway:
    """The page of a session with these lines of thanks."""
    one = played(language)
    return session_page(
        replace(one, summary=replace(one.summary, kudos=lines)), language, practices(language)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_is_tagged_and_on_two_leaves(language: str) -> None:
    """In its language and direction, with a title; an evening of twelve scenes, too."""
    long = by_hand(played(language, 12, 9))
    evening = session_page(long, language, practices(language), names=True)
    for kind, page in {**take_aways(language), "evening": evening}.items():
        document = pdf(page)
        assert document.startswith(b"%PDF-")
        assert leaves(document) <= (1 if kind == "lead" else MOST_LEAVES), kind
        assert b"<pdfuaid:part>1<" in document, kind
        assert f"/Lang({language})".encode() in document
        assert (b"/Direction/R2L" in document) == (language != "en")
        title = page.title.encode("utf-16-be") if language != "en" else page.title.encode()
        assert title.hex().upper().encode() in document or title in document
        assert tags(document, "Figure") == sum(
            len(scene.rows) for section in page.sections for scene in section.scenes
        ) + sum(len(section.shares) for section in page.sections)


def test_what_people_wrote_is_text() -> None:
    """Nothing of it is carried out, becomes a heading, or keeps the page from being written."""
    harmless, hostile = pdf(thanked("en", *"abcd")), pdf(thanked("en", *HOSTILE))
    for tag in ("H1", "H2", "LI", "Title", "Formula", "Code", "Link"):
        assert tags(hostile, tag) == tags(harmless, tag), tag
    assert leaves(hostile) <= MOST_LEAVES


def test_a_letter_that_is_in_no_font_of_ours() -> None:
    """The page is written and tagged, though it cannot promise that all is readable."""
    document = pdf(thanked("en", "\u6f22\u5b57 \u2713 \U00013080"))
    assert b"pdfuaid" not in document
    assert tags(document, "H1") > 0


def test_the_same_page_is_the_same_file() -> None:
    """Its date is that of the session: no clock is read."""
    page = take_aways("he")["lead"]
    assert pdf(page) == pdf(page)
    assert b"D:20261130" in pdf(page)


def test_many_sessions_are_several_tables() -> None:
    """None is wider than the page: at most sixteen dates side by side, and all of them there."""
    weeks = [played("fa", 1, 6, DAY - 7 * number) for number in range(33)]
    document = pdf(sessions_page(weeks[::-1], "fa", practices("fa")))
    assert tags(document, "Table") == 3
