"""What `--voice` may say, and what becomes of it on machines with more voices or fewer."""

import asyncio
from collections.abc import Mapping

import pytest

from improv.director.ports import Note
from improv.locale import plain
from improv.voice.engine import NotInstalled, Unusable, Voice
from improv.voice.voice_selection import (
    NoVoice,
    SelectedVoice,
    VoiceRequest,
    VoiceRequests,
    WrongVoice,
    choose,
    engines,
    parse,
)
from improv.voice.worker_client import EngineVoices, Failed, Failure

KNOWN = ("piper", "pyttsx3")


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ((), VoiceRequests()),
        (("off",), VoiceRequests(VoiceRequest("off"))),
        (("piper",), VoiceRequests(VoiceRequest("piper"))),
        (("off", "auto"), VoiceRequests()),
        (("fa=piper",), VoiceRequests(languages={"fa": VoiceRequest("piper")})),
        (
            ("off", "EN-gb=pyttsx3:gmw/en-US"),
            VoiceRequests(VoiceRequest("off"), {"en-gb": VoiceRequest("pyttsx3", "gmw/en-US")}),
        ),
        (("pyttsx3:HKEY\\a=b:c d",), VoiceRequests(VoiceRequest("pyttsx3", "HKEY\\a=b:c d"))),
    ],
)
def test_what_is_written(values: tuple[str, ...], wanted: VoiceRequests) -> None:
    """An engine, a voice of it, and for which language; the last one holds."""
    assert parse(values, lambda: KNOWN) == wanted


@pytest.mark.parametrize(
    "value", ["", "=auto", "fa=", "fa=:x", "off:x", "auto:x", "espeak", "fa=espeak:x", "piper:"]
)
def test_what_means_nothing(value: str) -> None:
    """It is refused in words, with what there is."""
    with pytest.raises(WrongVoice) as wrong:
        parse([value], lambda: KNOWN)
    words = plain("en", wrong.value.name, **wrong.value.values)
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


Machine = Mapping[str, EngineVoices | Exception]

NONE = EngineVoices("1", ())
PERSIAN = EngineVoices("2", (Voice("ir", "Iran", ("fa",)), Voice("ir2", "Other", ("fa",))))


def chosen(wish: VoiceRequest, machine: Machine) -> SelectedVoice:
    """What is chosen for Persian on a machine with these engines."""

    async def ask(engine: str, language: str) -> EngineVoices:
        offer = machine[engine]
        if isinstance(offer, Exception):
            raise offer
        return offer

    return asyncio.run(choose(wish, "fa", ask))


@pytest.mark.parametrize(
    ("wish", "machine", "choice"),
    [
        (VoiceRequest(), {"pyttsx3": PERSIAN}, SelectedVoice("pyttsx3", "ir", "2")),
        (VoiceRequest(), {"pyttsx3": NONE, "piper": PERSIAN}, SelectedVoice("piper", "ir", "2")),
        (
            VoiceRequest(),
            {"pyttsx3": Unusable(), "piper": PERSIAN},
            SelectedVoice("piper", "ir", "2"),
        ),
        (
            VoiceRequest(),
            {"pyttsx3": Failed(Failure.HUNG), "piper": PERSIAN},
            SelectedVoice("piper", "ir", "2"),
        ),
        (VoiceRequest("piper"), {"piper": PERSIAN}, SelectedVoice("piper", "ir", "2")),
        (VoiceRequest("piper", "ir2"), {"piper": PERSIAN}, SelectedVoice("piper", "ir2", "2")),
        (VoiceRequest("piper", "Other"), {"piper": PERSIAN}, SelectedVoice("piper", "ir2", "2")),
    ],
)
def test_the_best_there_is(wish: VoiceRequest, machine: Machine, choice: SelectedVoice) -> None:
    """The machine's own voices, then piper's; or the one that was asked for, by id or name."""
    assert chosen(wish, machine) == choice


@pytest.mark.parametrize(
    ("wish", "machine", "words"),
    [
        (VoiceRequest("off"), {}, None),
        (
            VoiceRequest(),
            {"pyttsx3": NONE, "piper": Unusable()},
            "No voice for فارسی on this machine",
        ),
        (VoiceRequest("piper"), {"piper": NONE}, "piper has no voice for فارسی"),
        (
            VoiceRequest("piper"),
            {"piper": Unusable("no piper")},
            "piper does not work here (no piper): captions only",
        ),
        (
            VoiceRequest("piper"),
            {"piper": NotInstalled("pip install piper")},
            "piper is not installed here: captions only. To install it: `pip install piper`",
        ),
        (VoiceRequest("piper", "x"), {"piper": PERSIAN}, "piper has no voice called x for فارسی"),
    ],
)
def test_no_voice(wish: VoiceRequest, machine: Machine, words: str | None) -> None:
    """A note says why and what to do; nothing where nobody wants one; never another voice."""
    with pytest.raises(NoVoice) as none:
        chosen(wish, machine)
    note = none.value.note
    assert (note is None) == (words is None)
    if words is not None:
        assert isinstance(note, Note)
        assert plain("en", note.name, **note.values).startswith(words)


def test_what_may_pass_is_not_settled() -> None:
    """An engine that broke off is asked again the next time."""
    with pytest.raises(Failed):
        chosen(VoiceRequest(), {"pyttsx3": Failed(Failure.HUNG), "piper": NONE})
