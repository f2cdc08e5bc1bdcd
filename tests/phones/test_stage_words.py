"""The stage in a browser says what the window says: the same words, in every phase.

A whole session is shown on both, moment by moment, in four languages; what
differs stands here, and why.
"""

import re
from collections import Counter
from html.parser import HTMLParser

import pytest

from improv.core.formats import PhaseKind
from improv.scenes.cards import BriefScene
from improv.scenes.play import PlayScene
from improv.scenes.scene import scene_of
from improv.scenes.solo import QuotesScene
from improv.screen.layouts.listening import AGAIN
from improv.screen.projector import Projector
from improv.screen.scene_registry import Moment
from improv.screen.ui_state import UiState
from tests.phones.browser import LANGUAGES
from tests.phones.stage_moments import picture, shown

SIZE = (1280, 720)
_MARKS = dict.fromkeys((*range(0x2066, 0x206A), 0x2060))
"""Isolates and joiners: they are not words."""
_VOID = frozenset({"meta", "link", "input", "br"})


class Text(HTMLParser):
    """The words of a page that can be seen."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Whatever is for the ear alone is not seen, nor is anything in it."""
        hidden = bool(self._open) and self._open[-1][1]
        unseen = "unseen" in (dict(attrs).get("class") or "")
        if tag not in _VOID:
            self._open.append((tag, hidden or unseen))

    def handle_endtag(self, tag: str) -> None:
        """Back to what is around it."""
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Words."""
        if not (self._open and self._open[-1][1]):
            self.words += plain(data)


def plain(text: str) -> list[str]:
    """The words of a text, without what only steers how they stand."""
    return text.translate(_MARKS).split()


def on_the_page(moment: Moment) -> Counter[str]:
    """What the page says."""
    text = Text()
    text.feed(picture(moment.snapshot, moment.now))
    return Counter(text.words)


def on_the_window(projector: Projector, moment: Moment) -> Counter[str]:
    """What the window says when nobody is at its keys."""
    projector.render(moment.snapshot, moment.now, 0.0, UiState())
    # In a pause it draws its clock once more, over what stepped back: a page has one.
    above = {one.text for one in projector.placed if one.layer}
    paused = moment.snapshot.projector.paused
    texts = [o for o in projector.placed if o.layer or not (paused and o.text in above)]
    return Counter(word for one in texts for word in plain(one.text))


def giving_way(moment: Moment) -> Counter[str]:
    """The words of rows that are left out where what was said could not be read beside them."""
    body = scene_of(moment.snapshot.projector, moment.now).body
    if isinstance(body, PlayScene):
        texts = [body.rule, *(one.text for one in (*body.players, *body.chips))]
    elif isinstance(body, BriefScene):
        texts = [text for one in body.watchers for text in (one.title, one.text)]
    elif isinstance(body, QuotesScene) and body.heard is not None:
        # A page has a button in place of the key; labels that have no room are left out.
        texts = [f"{AGAIN} {body.heard.play}", *(one.label for one in body.heard.between)]
    else:
        texts = []
    return Counter(word for text in texts for word in plain(text))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.one_in(4)
def test_both_projectors_say_the_same(language: str) -> None:
    """Word by word, in every phase, in a pause, in trouble, and blank.

    Each leaves out by its own measure what gives way to the request.
    """
    projector = Projector(SIZE, still=True)
    wrong, seen = {}, set[PhaseKind]()
    for moment in shown(language):
        window, page = on_the_window(projector, moment), on_the_page(moment)
        seen.add(moment.snapshot.projector.kind)
        may_lack = giving_way(moment)
        if window - page - may_lack or page - window - may_lack:
            wrong[moment.name] = (dict(window - page), dict(page - window))
    assert wrong == {}
    assert seen == set(PhaseKind)


def test_latin_digits_where_they_are_asked_for() -> None:
    """Both write figures as the facilitator chose."""
    projector = Projector(SIZE, still=True, latin_digits=True)
    for moment in shown("fa"):
        if moment.name not in ("vote-phones", "result", "play"):
            continue
        projector.render(moment.snapshot, moment.now, 0.0, UiState())
        window = Counter(word for one in projector.placed for word in plain(one.text))
        text = Text()
        text.feed(picture(moment.snapshot, moment.now, latin_digits=True))
        assert Counter(text.words) == window
        figures = re.compile("[۰-۹]")
        wrong = [word for word in text.words if figures.search(word)]
        assert wrong == [], moment.name
