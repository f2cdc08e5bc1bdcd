"""The layout of every moment: read from the boxes of its words, without a pixel.

Four languages, 4:3 to 21:9, up to 4K; then the longest cards, strange names and a crowd, which
are squeezed but never cut. The themes share one layout, which is a test of its own.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from improv.core import actions as a
from improv.core.cards import Kind, Pack
from improv.core.draw import Deck
from improv.core.formats import PhaseKind
from improv.core.roster import NAME_LENGTH
from improv.core.state import Setup
from improv.core.transitions import ALONE, INTERLUDES
from improv.core.visibility import ANSWER
from improv.director.ports import Trouble
from improv.look.sizes import Scale
from improv.look.themes import THEMES
from improv.scenes.listening import question
from improv.scenes.prompts import Prompt, resume_question
from improv.scenes.words import Names
from improv.screen.composition import Picture, bare, compose
from improv.screen.frame import Frame
from improv.screen.keys import help_rows
from improv.screen.overlays.help import help_overlay
from improv.screen.overlays.prompt import prompt
from improv.screen.scene_registry import Moment, moments
from improv.screen.scripted_session import ScriptedSession
from improv.screen.ui_state import Panel, Toast, Typing, UiState
from improv.text.items import missing
from tests.screen.conftest import LANGUAGES
from tests.screen.faults import faults, meet

SIZES = ((1024, 768), (1280, 720), (1920, 1080), (2560, 1080), (3840, 2160))


def _picture(moment: Moment, size: tuple[int, int], theme: str = "stage") -> Picture:
    over = moment.ui.panel or moment.ui.peek
    snapshot = moment.snapshot
    host = snapshot.host if over else None
    still = float("inf")
    return compose(
        Frame(
            *(
                snapshot.projector,
                moment.now,
                still,
                moment.ui,
                size,
                theme,
                snapshot.trouble,
                host,
            ),
            invitation=snapshot.invitation,
            remote=snapshot.remote if moment.ui.peek else None,
            speech=snapshot.speech,
        )
    )


def _offered(language: str, size: tuple[int, int]) -> Picture:
    """The offer to go on with a session."""
    return _asked(language, size, resume_question(Names(language), "Help desk", 1, "14:05"))


def _asked(language: str, size: tuple[int, int], asked: Prompt) -> Picture:
    """A question before there is a session."""
    return bare(size, "stage", language, lambda builder: prompt(builder, asked))


def _all_faults(
    shown: Sequence[Moment], size: tuple[int, int], theme: str = "stage", *, squeezed: bool = False
) -> list[str]:
    return [
        f"{moment.name}: {fault}"
        for moment in shown
        for fault in faults(
            _picture(moment, size, theme), size, squeezed=squeezed or _is_hostile(moment)
        )
    ]


def _is_hostile(moment: Moment) -> bool:
    """Whether its words are as many as anybody may write, without a space or of emoji alone."""
    return "hostile" in moment.name


_EACH_SIZE = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
_SHAPES = ((1024, 768), (1280, 720), (2560, 1080))
_EACH_SHAPE = pytest.mark.parametrize("size", _SHAPES, ids=["4:3", "16:9", "21:9"])
_EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def _every_other(sizes: Sequence[tuple[int, int]]) -> Iterator[Any]:
    """Each language in each size; every other of them is slow, as on a chessboard."""
    for (row, language), (column, size) in itertools.product(
        enumerate(LANGUAGES), enumerate(sizes)
    ):
        marks = [pytest.mark.slow] if (row + column) % 2 else []
        yield pytest.param(language, size, marks=marks, id=f"{language}-{size[0]}x{size[1]}")


NOT_IN_IT = (PhaseKind.ASK, PhaseKind.GUESS, PhaseKind.TRUTH)
"""What the usual game does without."""


@pytest.mark.parametrize(("language", "size"), list(_every_other(SIZES)))
def test_words_keep_to_their_places(
    shipped_deck: Deck, language: str, size: tuple[int, int]
) -> None:
    """Nothing is cut, nothing lies over something else, all of it is large enough."""
    shown = list(moments(shipped_deck, language))
    assert len(shown) > 40
    assert _all_faults(shown, size) == []
    assert list(faults(_offered(language, size), size)) == []
    for folder in ("", "C:\\Users\\Maximiliane\\AppData\\Local\\improv\\takes"):
        consent = question(Names(language), folder)
        assert list(faults(_asked(language, size, consent), size)) == []


@_EACH_LANGUAGE
@pytest.mark.one_in(2)
def test_the_themes_share_one_layout(shipped_deck: Deck, language: str) -> None:
    """What is right in one theme is right in all: the same words in the same boxes."""
    for moment in moments(shipped_deck, language):
        layouts = {_picture(moment, (1280, 720), theme).placed for theme in THEMES}
        assert len(layouts) == 1, moment.name


@pytest.mark.parametrize(("language", "size"), list(_every_other(_SHAPES)))
@pytest.mark.parametrize(
    "pack", ["shipped_deck", pytest.param("sample_deck", marks=pytest.mark.slow)]
)
@pytest.mark.one_in(2)
def test_the_longest_cards_are_never_cut(
    request: pytest.FixtureRequest, pack: str, language: str, size: tuple[int, int]
) -> None:
    """The wordiest card of each kind, a request of 300 characters: smaller before it is cut."""
    deck: Deck = request.getfixturevalue(pack)
    long = replace(deck, packs=(_longest(deck.packs[0], language),))
    assert _all_faults(list(moments(long, language)), size, squeezed=True) == []


def _longest(pack: Pack, language: str) -> Pack:
    """The pack with the wordiest card of each kind, and three observers."""
    words = pack.words[language]

    def length(card_id: str) -> int:
        return sum(map(len, words[card_id].values()))

    kept = {}
    for kind in Kind:
        there = sorted(
            (c for c in pack.cards.values() if c.kind is kind), key=lambda c: length(c.id)
        )
        for card in there[-3 if kind is Kind.OBSERVER else -1 :]:
            kept[card.id] = replace(card, businesses=(), needs=())
            if kind is Kind.PROMPT:
                old = words[card.id]
                words = {**words, card.id: {**old, "text": f"{old['text']} 🙈📦"}}
    return replace(pack, cards=kept, words={language: words})


@_EACH_SIZE
@pytest.mark.parametrize("people", [1, 13, 60])
def test_a_lobby_holds_any_crowd(sample_deck: Deck, size: tuple[int, int], people: int) -> None:
    """Names that do not fit are counted, and a name of forty letters is not cut."""
    names = [f"Maximiliane-Alexandra of Westerbrook {i:03}" for i in range(people)]
    show = ScriptedSession(
        sample_deck, game="lawnmower", setup=Setup(3), names=[n[-40:] for n in names]
    )
    moment = Moment("lobby", show.snapshot(), show.now, UiState())
    picture = _picture(moment, size)
    assert list(faults(picture, size, squeezed=True)) == []
    shown = sum(words.text in names for words in picture.placed)
    assert shown == people or any(str(people - shown) in words.text for words in picture.placed)


@pytest.mark.parametrize(("language", "size"), list(_every_other(_SHAPES)))
def test_a_trouble_hides_nothing_but_the_heading(
    shipped_deck: Deck, language: str, size: tuple[int, int]
) -> None:
    """Whatever is wrong, and whatever is on: the room goes on reading under the banner."""
    heading, lowest = Scale(*size)(14), Scale(*size)(19)
    for moment, trouble in zip(
        moments(shipped_deck, language), itertools.cycle(Trouble), strict=False
    ):
        if moment.ui.panel or moment.ui.peek or moment.name in ("pause", "blank"):
            continue
        snapshot = replace(moment.snapshot, trouble=trouble)
        picture = _picture(replace(moment, snapshot=snapshot), size)
        assert list(faults(picture, size, squeezed=_is_hostile(moment))) == [], moment.name
        over = [words for words in picture.placed if words.layer == 1][:2]
        assert all(words.area[1] + words.area[3] < lowest for words in over), moment.name
        below = [words for words in picture.placed if words.layer == 0 and words.area[1] > heading]
        assert not any(meet(one, words) for one in below for words in over), moment.name


@_EACH_LANGUAGE
@pytest.mark.parametrize("kind", PhaseKind)
def test_all_keys_fit_in_the_smallest_room(language: str, kind: PhaseKind) -> None:
    """The help of each phase, where phones can come too."""
    rows = help_rows(kind, phones=True)
    size = SIZES[0]
    picture = bare(size, "stage", language, lambda builder: help_overlay(builder, rows))
    assert list(faults(picture, size)) == []


@_EACH_LANGUAGE
@_EACH_SHAPE
def test_a_long_note_is_not_cut(shipped_deck: Deck, language: str, size: tuple[int, int]) -> None:
    """What failed and what to do take more than a line."""
    values = {
        "language": "עברית",
        "install": "pip install piper-tts",
        "option": "--voices",
    }
    ui = UiState(toast=Toast("voice.none", values))
    show = ScriptedSession(shipped_deck, game="lawnmower", language=language)
    picture = _picture(Moment("note", show.snapshot(), show.now, ui), size)
    assert list(faults(picture, size)) == []


STRANGERS = {
    "en": "محمدعلی‌رضا مشهدی‌زاده از دیار سبزوار 🎉",
    "fa": "Maximiliane-Alexandra of Westerbrook 🎉",
    "ar": "Maximiliane-Alexandra of Westerbrook 🎉",
    "he": "محمدعلی‌رضا مشهدی‌زاده از دیار سبزوار 🎉",
}
"""A name in another script, as long as a name may be, and not only of letters."""


RARE = "\U00030001"
"""A Chinese letter that few machines have a font for."""

FIRST_STRONG = "\u2068"
"""What a name among other words begins with."""


@_EACH_SHAPE
@_EACH_LANGUAGE
def test_a_long_name_in_another_script_is_never_cut(
    shipped_deck: Deck, language: str, size: tuple[int, int]
) -> None:
    """Wherever a player is named: lobby, list of names, bell, standings.

    In the brief an ellipsis may end it, for there the seat and its cards are what matters.
    """
    names = [f"{STRANGERS[language][: NAME_LENGTH - 2]} {i}" for i in range(4)]
    show = ScriptedSession(
        shipped_deck, game="lawnmower", language=language, setup=Setup(3, rounds=1), names=names
    )
    shown = [
        Moment("names", show.snapshot(), show.now, UiState(panel=Panel.NAMES, typing=Typing()))
    ]
    for kind in PhaseKind:
        if kind in {*ALONE, *INTERLUDES, *NOT_IN_IT}:
            continue
        show.go_to(kind)
        if kind is PhaseKind.PLAY:
            show.do(a.Heat, level=5)  # so that all settle after it
        shown.append(Moment(kind.value, show.snapshot(), show.now, UiState()))
    found = _all_faults(shown, size, squeezed=True)
    shortened = f"brief: cut: {ascii(FIRST_STRONG)[:-1]}"
    assert [fault for fault in found if not fault.startswith(shortened)] == []
    brief = next(moment for moment in shown if moment.name == "brief")
    there = {words.text for words in _picture(brief, size).placed}
    seats = brief.snapshot.projector.round
    assert seats is not None
    says = Names.of(brief.snapshot.projector)
    assert {says.seat(seat.seat) for seat in seats.cast} <= there


@pytest.mark.skipif(not missing(RARE), reason="every letter has a font here")
@_EACH_LANGUAGE
def test_the_list_of_names_says_whose_letters_no_font_has(
    shipped_deck: Deck, language: str
) -> None:
    """Whoever types a name on a single display has no other window to be told in."""
    names = ("Anna", f"Li {RARE}")
    show = ScriptedSession(shipped_deck, game="lawnmower", language=language, names=names)
    ui = UiState(panel=Panel.NAMES, typing=Typing())
    picture = _picture(Moment("names", show.snapshot(), show.now, ui), (1280, 720))
    assert list(faults(picture, (1280, 720))) == []
    (told,) = (words.text for words in picture.placed if "U+" in words.text)
    assert names[1] in told
    assert names[0] not in told


def test_who_knows_the_answer_of_a_guess_peeks_at_it(sample_deck: Deck) -> None:
    """It is on no card: beside the secrets of the cards, the first of them."""
    moment = next(m for m in moments(sample_deck, "en") if m.name == "peek")
    host, seat = moment.snapshot.host, moment.ui.peek_for
    secrets = {**host.secrets[seat], ANSWER: {"answer": "Angry as a wasp"}}
    host = replace(host, secrets={seat: secrets})
    snapshot = replace(moment.snapshot, host=host)
    picture = _picture(replace(moment, snapshot=snapshot), (1280, 720))
    assert list(faults(picture, (1280, 720), squeezed=True)) == []
    highest = {words.text: words.area[1] for words in picture.placed}
    readable = [text for words in secrets.values() for text in words.values() if text in highest]
    assert min(readable, key=highest.__getitem__) == "Angry as a wasp"


@_EACH_LANGUAGE
@pytest.mark.one_in(2)
def test_nothing_is_cut_in_portrait(shipped_deck: Deck, language: str) -> None:
    """A picture that is taller than wide has the sizes that its width has room for."""
    size = (720, 1280)
    shown = moments(shipped_deck, language)
    assert [f for m in shown for f in faults(_picture(m, size), size) if "cut" in f] == []


@pytest.mark.parametrize(("size", "leads"), [((1280, 720), 1.15), ((720, 1280), 1.8)])
def test_what_was_said_fills_the_scene_until_a_twist_comes(
    sample_deck: Deck, size: tuple[int, int], leads: float
) -> None:
    """Else a third of the picture, and more of one that stands upright, is empty all the while."""
    moment = next(m for m in moments(sample_deck, "en") if m.name == "play")
    picture = _picture(moment, size)
    said = max(picture.placed, key=lambda words: len(words.text))
    assert said.size > leads * Scale(*size).lead
    assert said.area[1] + said.area[3] > size[1] / 2


def test_one_line_of_thanks_is_a_card_and_not_a_wall(sample_deck: Deck) -> None:
    """Its card takes less than a quarter of the picture."""
    moment = next(m for m in moments(sample_deck, "en") if m.name == "kudos")
    view = moment.snapshot.projector
    alone = replace(view, kudos=view.kudos[:1])
    snapshot = replace(moment.snapshot, projector=alone)
    picture = _picture(replace(moment, snapshot=snapshot), (1280, 720))
    (box,) = (words.box for words in picture.placed if words.text == view.kudos[0])
    assert box[2] * box[3] < 1280 * 720 / 4


def test_a_mirrored_picture_is_the_mirror_of_the_other(sample_deck: Deck) -> None:
    """The ring and the heading change sides, and icons that point turn."""
    english = _named(sample_deck, "en", "play")
    hebrew = _named(sample_deck, "he", "play")
    width = 1280
    for one, other in zip(english.items[1:4], hebrew.items[1:4], strict=True):
        x, y, wide, high = one.area
        assert other.area == (width - x - wide, y, wide, high)
    ring = next(item for item in hebrew.items if type(item).__name__ == "Ring")
    assert ring.area[0] < width / 2


def _named(deck: Deck, language: str, name: str) -> Picture:
    moment = next(m for m in moments(deck, language) if m.name == name)
    return _picture(moment, (1280, 720))
