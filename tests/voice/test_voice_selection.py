"""The values of `--voice`, and the voices that are chosen on machines with different engines."""

import asyncio
from collections.abc import Mapping

import pytest

from improv.director.ports import Note
from improv.locale.phrases import plain
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
    ("values", "requests"),
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
def test_valid_values(values: tuple[str, ...], requests: VoiceRequests) -> None:
    """An engine, a voice of it, and a language; a later value replaces an earlier one."""
    assert parse(values, lambda: KNOWN) == requests


@pytest.mark.parametrize(
    "value", ["", "=auto", "fa=", "fa=:x", "off:x", "auto:x", "espeak", "fa=espeak:x", "piper:"]
)
def test_wrong_values(value: str) -> None:
    """The error names what is possible."""
    with pytest.raises(WrongVoice) as wrong:
        parse([value], lambda: KNOWN)
    words = plain("en", wrong.value.name, **wrong.value.values)
    assert "auto" in words
    assert "off" in words


def test_a_language_has_its_own_request() -> None:
    """The request for its tag comes first, then for its language, then the default."""
    requests = parse(["off", "fa=piper", "fa-AF=auto"], lambda: KNOWN)
    tags = ("fa", "fa-IR", "FA-af", "he")
    assert [requests.of(tag).engine for tag in tags] == ["piper", "piper", "auto", "off"]


def test_our_own_engines_are_entry_points() -> None:
    """They are found like the engines of other packages."""
    assert {"pyttsx3", "piper"} <= set(engines())


Machine = Mapping[str, EngineVoices | Exception]

NONE = EngineVoices("1", ())
PERSIAN = EngineVoices("2", (Voice("ir", "Iran", ("fa",)), Voice("ir2", "Other", ("fa",))))


def chosen(voice_request: VoiceRequest, machine: Machine) -> SelectedVoice:
    """What is chosen for Persian on a machine with these engines."""

    async def offer(engine: str, language: str) -> EngineVoices:
        offered = machine[engine]
        if isinstance(offered, Exception):
            raise offered
        return offered

    return asyncio.run(choose(voice_request, "fa", offer))


@pytest.mark.parametrize(
    ("voice_request", "machine", "choice"),
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
def test_the_best_voice(
    voice_request: VoiceRequest, machine: Machine, choice: SelectedVoice
) -> None:
    """The machine's own voices, then piper's; or the requested one, by id or name."""
    assert chosen(voice_request, machine) == choice


@pytest.mark.parametrize(
    ("voice_request", "machine", "words"),
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
def test_no_voice(voice_request: VoiceRequest, machine: Machine, words: str | None) -> None:
    """A note says why and what to do, unless the voice is off; no other voice is taken."""
    with pytest.raises(NoVoice) as none:
        chosen(voice_request, machine)
    note = none.value.note
    assert (note is None) == (words is None)
    if words is not None:
        assert isinstance(note, Note)
        assert plain("en", note.name, **note.values).startswith(words)


def test_a_failure_is_not_a_choice() -> None:
    """An engine that failed is asked again the next time."""
    with pytest.raises(Failed):
        chosen(VoiceRequest(), {"pyttsx3": Failed(Failure.HUNG), "piper": NONE})
