"""Coverage: what trains each practice, and the list of holes that may only shrink."""

from improv.core.cards import Card, Kind, Pack, Words
from improv.packs.coverage import coverage, told_anew
from improv.packs.practices import NAME, read_practices, read_untrained
from improv.packs.problems import Problems
from improv.paths import CARDS
from tests.core.sample_decks import CALL, HEADS
from tests.packs.test_shipped import LANGUAGES, shipped

KNOWN = {"A10", "A18", "B22"}
"""Nothing is ever added here."""


def test_a_card_counts_in_the_languages_that_it_has_words_in() -> None:
    """A game too, by its own practices and by those of what it judges, once."""
    cards = {
        name: Card(name, kind, practices)
        for name, kind, practices in (
            ("p/a", Kind.TIP, ("A2", "B1")),
            ("p/b", Kind.PROMPT, ("A2",)),
        )
    }
    words: dict[str, dict[str, Words]] = {"en": {"p/a": {}, "p/b": {}}, "fa": {"p/a": {}}}
    pack = Pack("p", {}, cards, words)
    practices = {"A2": {"en": "Yes"}, "B1": {"en": "Breathe"}, "C1": {"en": "Wait"}}
    found = coverage(practices, [pack], [CALL, HEADS], ["en", "fa"])
    assert [(one.number, dict(one.by_language)) for one in found] == [
        ("A2", {"en": (2, 2), "fa": (1, 0)}),
        ("B1", {"en": (1, 0), "fa": (1, 0)}),
        ("C1", {"en": (0, 0), "fa": (0, 0)}),
    ]
    assert [one.number for one in found if not one.enough] == ["A2", "B1", "C1"]


def test_a_third_of_a_pack_is_to_be_told_anew_in_every_language() -> None:
    """What is tagged local counts where it has words, out of what has words there."""
    cards = {
        name: Card(name, Kind.TIP, ("A2",), brings=brings)
        for name, brings in (("p/a", ("local",)), ("p/b", ("mild",)), ("p/c", ()), ("p/d", ()))
    }
    three: dict[str, Words] = {name: {} for name in ("p/a", "p/b", "p/c")}
    words: dict[str, dict[str, Words]] = {"en": three, "fa": {**three, "p/d": {}}}
    pack = Pack("p", {}, cards, words)
    for languages, enough in ((("en",), True), (("en", "fa"), False)):
        (told,) = told_anew([pack], languages)
        assert told.enough is enough
    assert (told.pack, dict(told.by_language)) == ("p", {"en": (1, 3), "fa": (1, 4)})


def test_every_practice_is_trained_twice_in_every_language_but_the_known_holes() -> None:
    """The list of them may only shrink, and has none that is filled."""
    file = CARDS / NAME
    practices = read_practices(Problems().source(file))
    assert len(practices) == 114
    deck = shipped()
    found = coverage(practices, deck.packs, deck.formats.values(), LANGUAGES)
    few = {one.number for one in found if not one.enough}
    assert set(read_untrained(Problems().source(file))) == few
    assert few <= KNOWN
