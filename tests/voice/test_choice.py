"""What `--voice` may say, and what becomes of it on machines with more voices or fewer."""

import asyncio
from collections.abc import Mapping

import pytest

from improv.director.ports import Note
from improv.locale.console import told
from improv.voice.choice import Chosen, NoVoice, Wanted, Wish, WrongVoice, choose, engines, parse
from improv.voice.engine import Unusable, Voice
from improv.voice.workshop import Failed, Offer

KNOWN = ("piper", "pyttsx3")


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ((), Wanted()),
        (("off",), Wanted(Wish("off"))),
        (("piper",), Wanted(Wish("piper"))),
        (("off", "auto"), Wanted()),
        (("fa=piper",), Wanted(languages={"fa": Wish("piper")})),
        (
            ("off", "EN-gb=pyttsx3:gmw/en-US"),
            Wanted(Wish("off"), {"en-gb": Wish("pyttsx3", "gmw/en-US")}),
        ),
        (("pyttsx3:HKEY\\a=b:c d",), Wanted(Wish("pyttsx3", "HKEY\\a=b:c d"))),
    ],
)
def test_what_is_written(values: tuple[str, ...], wanted: Wanted) -> None:
    """An engine, a voice of it, and for which language; the last one holds."""
    assert parse(values, lambda: KNOWN) == wanted


@pytest.mark.parametrize(
    "value", ["", "=auto", "fa=", "fa=:x", "off:x", "auto:x", "espeak", "fa=espeak:x", "piper:"]
)
def test_what_means_nothing(value: str) -> None:
    """It is refused in words, with what there is."""
    with pytest.raises(WrongVoice) as wrong:
        parse([value], lambda: KNOWN)
    words = told("en", wrong.value.name, **wrong.value.values)
    assert "auto" in words
    assert "off" in words


def test_a_language_has_its_own_wish() -> None:
    """Its whole tag first, then its language, then what is for all."""
    wanted = parse(["off", "fa=piper", "fa-AF=auto"], lambda: KNOWN)
    tags = ("fa", "fa-IR", "FA-af", "he")
    assert [wanted.of(tag).engine for tag in tags] == ["piper", "piper", "auto", "off"]


def test_our_own_engines_are_entry_points() -> None:
    """As anybody else's are."""
    assert {"pyttsx3", "piper"} <= set(engines())


Machine = Mapping[str, Offer | Exception]

NONE = Offer("1", ())
PERSIAN = Offer("2", (Voice("ir", "Iran", ("fa",)), Voice("ir2", "Other", ("fa",))))


def chosen(wish: Wish, machine: Machine) -> Chosen:
    """What is chosen for Persian on a machine with these engines."""

    async def ask(engine: str, language: str) -> Offer:
        offer = machine[engine]
        if isinstance(offer, Exception):
            raise offer
        return offer

    return asyncio.run(choose(wish, "fa", ask))


@pytest.mark.parametrize(
    ("wish", "machine", "choice"),
    [
        (Wish(), {"pyttsx3": PERSIAN}, Chosen("pyttsx3", "ir", "2")),
        (Wish(), {"pyttsx3": NONE, "piper": PERSIAN}, Chosen("piper", "ir", "2")),
        (Wish(), {"pyttsx3": Unusable(), "piper": PERSIAN}, Chosen("piper", "ir", "2")),
        (Wish(), {"pyttsx3": Failed(), "piper": PERSIAN}, Chosen("piper", "ir", "2")),
        (Wish("piper"), {"piper": PERSIAN}, Chosen("piper", "ir", "2")),
        (Wish("piper", "ir2"), {"piper": PERSIAN}, Chosen("piper", "ir2", "2")),
        (Wish("piper", "Other"), {"piper": PERSIAN}, Chosen("piper", "ir2", "2")),
    ],
)
def test_the_best_there_is(wish: Wish, machine: Machine, choice: Chosen) -> None:
    """The machine's own voices, then piper's; or the one that was asked for, by id or name."""
    assert chosen(wish, machine) == choice


@pytest.mark.parametrize(
    ("wish", "machine", "words"),
    [
        (Wish("off"), {}, None),
        (Wish(), {"pyttsx3": NONE, "piper": Unusable()}, "No voice for فارسی on this machine"),
        (Wish("piper"), {"piper": NONE}, "piper has no voice for فارسی"),
        (
            Wish("piper"),
            {"piper": Unusable("no piper")},
            "piper does not work here (no piper): captions only",
        ),
        (Wish("piper", "x"), {"piper": PERSIAN}, "piper has no voice called x for فارسی"),
    ],
)
def test_no_voice(wish: Wish, machine: Machine, words: str | None) -> None:
    """A note says why and what to do; nothing where nobody wants one; never another voice."""
    with pytest.raises(NoVoice) as none:
        chosen(wish, machine)
    note = none.value.note
    assert (note is None) == (words is None)
    if words is not None:
        assert isinstance(note, Note)
        assert told("en", note.name, **note.values).startswith(words)


def test_what_may_pass_is_not_settled() -> None:
    """An engine that broke off is asked again the next time."""
    with pytest.raises(Failed):
        chosen(Wish(), {"pyttsx3": Failed(), "piper": NONE})
