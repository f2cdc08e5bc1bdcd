"""Which voice of which engine speaks a language: the requests of `--voice`, and the choice.

A voice that was requested is taken or none is; it is never replaced by another one. This module
starts no engine: whoever calls `choose` hands in what the engines have.
"""

import re
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from improv.director.ports import Note
from improv.locale.phrases import interface_languages, phrase
from improv.voice.engine import GROUP, PIPER_INSTALL, NotInstalled, Unusable
from improv.voice.worker_client import EngineVoices, Failed

AUTO, OFF = "auto", "off"

_AUTO_ENGINES = ("pyttsx3", "piper")
"""The engines that `auto` tries: the machine's own voices, then those that must be fetched."""

_REQUEST = re.compile(
    r"(?:(?P<language>[A-Za-z]{2,3}(?:-\w+)*)=)?(?P<engine>[\w.-]+)(?::(?P<voice>.+))?", re.DOTALL
)


class WrongVoice(ValueError):
    """A wrong value of `--voice`: the name of a message in locale/ and its values."""

    def __init__(self, name: str, values: Mapping[str, str]) -> None:
        super().__init__(name)
        self.name, self.values = name, values


class NoVoice(Exception):
    """A language has captions only; `note` tells why, and is None if that was requested."""

    def __init__(self, note: Note | None = None) -> None:
        super().__init__(note)
        self.note = note


@dataclass(frozen=True, slots=True)
class VoiceRequest:
    """A request: an engine, AUTO or OFF, and the id or name of a voice if not the best one."""

    engine: str = AUTO
    voice: str = ""


@dataclass(frozen=True, slots=True)
class VoiceRequests:
    """The requests for all languages."""

    default: VoiceRequest = VoiceRequest()
    languages: Mapping[str, VoiceRequest] = field(default_factory=dict)
    """By BCP 47 tag, in lower case."""

    def of(self, language: str) -> VoiceRequest:
        """The request for this tag, else for the tag without its region, else the default."""
        tag = language.lower()
        own = self.languages.get(tag) or self.languages.get(tag.partition("-")[0])
        return own or self.default


@dataclass(frozen=True, slots=True)
class SelectedVoice:
    """An engine, the id of its voice, and the engine's version."""

    engine: str
    voice: str
    version: str


Offer = Callable[[str, str], Awaitable[EngineVoices]]
"""The voices of an engine for a language. Raises Unusable, Failed."""


def engines() -> list[str]:
    """The names of the installed engines."""
    # This reads the metadata of every installed package, so it is done only where it is needed.
    from importlib.metadata import entry_points

    return sorted(entry_points(group=GROUP).names)


def parse(values: Sequence[str], known: Callable[[], Collection[str]] = engines) -> VoiceRequests:
    """The requests of `[LANG=]auto|off|ENGINE[:VOICE]`; a later one wins. Raises WrongVoice."""
    default, languages = VoiceRequest(), {}
    for value in values:
        found = _REQUEST.fullmatch(value)
        if found is None or (found["voice"] and found["engine"] in (AUTO, OFF)):
            raise WrongVoice("wrong.voice", {"text": value, "auto": AUTO, "off": OFF})
        request = VoiceRequest(found["engine"], found["voice"] or "")
        if request.engine not in (AUTO, OFF) and request.engine not in known():
            listed = ", ".join([AUTO, OFF, *known()])
            raise WrongVoice("wrong.choice", {"text": request.engine, "listed": listed})
        if found["language"]:
            languages[found["language"].lower()] = request
        else:
            default = request
    return VoiceRequests(default, languages)


async def choose(request: VoiceRequest, language: str, offer: Offer) -> SelectedVoice:
    """The best voice that the request allows. Raises NoVoice, Failed."""
    # After Failed the next call may succeed.
    if request.engine == OFF:
        raise NoVoice
    if request.engine == AUTO:
        return await _best(language, offer)
    try:
        offered = await offer(request.engine, language)
    except NotInstalled as fault:
        values = {"engine": request.engine, "install": str(fault)}
        raise NoVoice(Note("voice.missing", values)) from fault
    except Unusable as fault:
        values = {"engine": request.engine, "why": str(fault)}
        raise NoVoice(Note("voice.unusable", values)) from fault
    for voice in offered.voices:
        if request.voice in ("", voice.id, voice.name):
            return SelectedVoice(request.engine, voice.id, offered.version)
    values = {"engine": request.engine, "language": language_name(language)}
    if not request.voice:
        raise NoVoice(Note("voice.engine", values))
    raise NoVoice(Note("voice.unknown", {"voice": request.voice, **values}))


async def _best(language: str, offer: Offer) -> SelectedVoice:
    failed: Failed | None = None
    for engine in _AUTO_ENGINES:
        try:
            offered = await offer(engine, language)
        except Unusable:
            continue
        except Failed as fault:
            failed = fault
            continue
        if offered.voices:
            return SelectedVoice(engine, offered.voices[0].id, offered.version)
    if failed is not None:
        raise failed
    raise NoVoice(no_voice_note(language))


def no_voice_note(language: str) -> Note:
    """The note that no engine has a voice for a language, and what to do about it."""
    name = language_name(language)
    values = {"language": name, "install": PIPER_INSTALL, "option": "--voices"}
    return Note("voice.none", values)


def language_name(language: str) -> str:
    """A language's own name, or its tag if the interface does not have that language."""
    known = language.partition("-")[0] in interface_languages()
    return phrase(language, "language.name") if known else language
