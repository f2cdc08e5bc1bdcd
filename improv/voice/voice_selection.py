"""Which engine and which voice for a language: what was asked for, and what there is.

Knows the values of `--voice` and what engines offer; starts nothing itself. A voice that was asked
for is that voice or none, never another one.
"""

import re
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from improv.director.ports import Note
from improv.locale.phrases import interface_languages, phrase
from improv.voice.engine import GROUP, PIPER_INSTALL, NotInstalled, Unusable
from improv.voice.worker_client import EngineVoices, Failed

AUTO, OFF = "auto", "off"

_BEST = ("pyttsx3", "piper")
"""What `auto` tries: the machine's own voices, then those that have to be fetched."""

_WANTED = re.compile(
    r"(?:(?P<language>[A-Za-z]{2,3}(?:-\w+)*)=)?(?P<engine>[\w.-]+)(?::(?P<voice>.+))?", re.DOTALL
)


class WrongVoice(ValueError):
    """A value of `--voice` that means nothing: the name of a message in locale/, and its values."""

    def __init__(self, name: str, values: Mapping[str, str]) -> None:
        super().__init__(name)
        self.name, self.values = name, values


class NoVoice(Exception):
    """A language stays with its captions; `note` says why, unless somebody wished it so."""

    def __init__(self, note: Note | None = None) -> None:
        super().__init__(note)
        self.note = note


@dataclass(frozen=True, slots=True)
class VoiceRequest:
    """An engine, AUTO or OFF; and one of the engine's voices, by id or name, if not its best."""

    engine: str = AUTO
    voice: str = ""


@dataclass(frozen=True, slots=True)
class VoiceRequests:
    """A wish for every language."""

    otherwise: VoiceRequest = VoiceRequest()
    languages: Mapping[str, VoiceRequest] = field(default_factory=dict)
    """By tag, in lower case."""

    def of(self, language: str) -> VoiceRequest:
        """For this tag, for it without its region, or for any."""
        tag = language.lower()
        whole = self.languages.get(tag) or self.languages.get(tag.partition("-")[0])
        return whole or self.otherwise


@dataclass(frozen=True, slots=True)
class SelectedVoice:
    """An engine and its voice, and the version that sounds so."""

    engine: str
    voice: str
    version: str


Ask = Callable[[str, str], Awaitable[EngineVoices]]
"""What an engine has for a language. Raises Unusable, Failed."""


def engines() -> list[str]:
    """The engines that are installed, by the names of their entry points."""
    # Reads every installed package's files: only for somebody who asks.
    from importlib.metadata import entry_points

    return sorted(entry_points(group=GROUP).names)


def parse(values: Sequence[str], known: Callable[[], Collection[str]] = engines) -> VoiceRequests:
    """`[LANG=]auto|off|ENGINE[:VOICE]`, each as it was written; the last of a language holds.

    Raises WrongVoice.
    """
    otherwise, languages = VoiceRequest(), {}
    for value in values:
        found = _WANTED.fullmatch(value)
        if found is None or (found["voice"] and found["engine"] in (AUTO, OFF)):
            raise WrongVoice("wrong.voice", {"text": value, "auto": AUTO, "off": OFF})
        wish = VoiceRequest(found["engine"], found["voice"] or "")
        if wish.engine not in (AUTO, OFF) and wish.engine not in known():
            listed = ", ".join([AUTO, OFF, *known()])
            raise WrongVoice("wrong.choice", {"text": wish.engine, "listed": listed})
        if found["language"]:
            languages[found["language"].lower()] = wish
        else:
            otherwise = wish
    return VoiceRequests(otherwise, languages)


async def choose(wish: VoiceRequest, language: str, ask: Ask) -> SelectedVoice:
    """The best there is of what was wished for.

    Raises NoVoice, and Failed where an engine broke off and might do better the next time.
    """
    if wish.engine == OFF:
        raise NoVoice
    if wish.engine == AUTO:
        return await _best(language, ask)
    try:
        offer = await ask(wish.engine, language)
    except NotInstalled as fault:
        values = {"engine": wish.engine, "install": str(fault)}
        raise NoVoice(Note("voice.missing", values)) from fault
    except Unusable as fault:
        values = {"engine": wish.engine, "why": str(fault)}
        raise NoVoice(Note("voice.unusable", values)) from fault
    for voice in offer.voices:
        if wish.voice in ("", voice.id, voice.name):
            return SelectedVoice(wish.engine, voice.id, offer.version)
    values = {"engine": wish.engine, "language": _called(language)}
    if not wish.voice:
        raise NoVoice(Note("voice.engine", values))
    raise NoVoice(Note("voice.unknown", {"voice": wish.voice, **values}))


async def _best(language: str, ask: Ask) -> SelectedVoice:
    failed: Failed | None = None
    for engine in _BEST:
        try:
            offer = await ask(engine, language)
        except Unusable:
            continue
        except Failed as fault:
            failed = fault
            continue
        if offer.voices:
            return SelectedVoice(engine, offer.voices[0].id, offer.version)
    if failed is not None:
        raise failed
    raise NoVoice(none(language))


def none(language: str) -> Note:
    """That a language has no voice here, and what to do about it."""
    values = {"language": _called(language), "install": PIPER_INSTALL, "option": "--voices"}
    return Note("voice.none", values)


def _called(language: str) -> str:
    """A language as its speakers call it; by its tag where we do not speak it."""
    known = language.partition("-")[0] in interface_languages()
    return phrase(language, "language.name") if known else language
