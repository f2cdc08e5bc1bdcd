"""Reading: what is read aloud, in whose manner, and when its card has turned.

Every line is a text exactly as it stands on the screens, so that they can mark the word that is
being said. Knows the room's view alone: what the room may not see is never said. It does not
know voices or loudspeakers, and no second of it is measured here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count, takewhile

from improv.core.cards import MODELS, SPOKEN, Kind, Manner, Words
from improv.core.formats import PhaseKind
from improv.core.view_models import CardView, HostView, ProjectorView, ReelView, TwistView

TURN = 300
"""ms that a card takes to turn over, or a banner to come."""

STAGGER = 120
"""ms between two reels that settle one after the other."""

NO_WORDS: Words = {}


@dataclass(frozen=True, slots=True)
class Line:
    """One text to read."""

    text: str
    language: str
    manner: Manner | None = None
    spoken: str = ""
    """What the voice says in its place; empty where it says what is written (SPOKEN)."""
    kept: bool = True
    """Whether its sound may stay on the disk; not where somebody of the room wrote it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Lines to read one after the other, once `begins` is over (session clock, ms)."""

    name: str
    """Another name is another reading, to be begun anew."""
    begins: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Speech:
    """A line that is being said: what the screens mark."""

    text: str
    began: int
    """Session clock, ms."""
    words: tuple[int, ...]
    """ms after `began` at which each word begins; words are what `text.split()` gives."""
    lasts: int
    """ms."""

    def word(self, now: int) -> int | None:
        """Which word is being said, from 0; None before the first and after the last."""
        after = now - self.began
        if after >= self.lasts:
            return None
        begun = sum(at <= after for at in self.words)
        return begun - 1 if begun else None

    def next_word(self, now: int) -> int | None:
        """The instant at which another word is said, or none any more."""
        ends = (*self.words, self.lasts)
        return next((self.began + at for at in ends if self.began + at > now), None)


SAFE = "safe"
"""The name of what holds for the whole session, and is read with its first rules."""


def reading(
    view: ProjectorView, entered: int, repeats: int = 0, safe: Words = NO_WORDS
) -> Reading | None:
    """What is to be read aloud now, in a phase `entered` then, for so many `repeats`; or None.

    `safe`: what holds for the whole session (SAFE), and how a voice says it.
    """
    round_ = view.round
    if view.muted:
        return None
    name = f"{view.phase_id}.{repeats}.{view.language}"
    if view.kind is PhaseKind.RULES:
        first = view.rules is not None and view.rules.first
        rules = _rules(view.format, view.language, safe if first else NO_WORDS)
        return _of(f"{name}.rules", entered + TURN, rules)
    if round_ is None:
        return None
    if view.kind is PhaseKind.DRAW:
        return _of(name, entered + _turned(round_.reels), _role(round_.reels, view.language))
    if view.kind is PhaseKind.BRIEF and round_.survey:
        heard = (_line(round_.sample, name, view.language) for name in ("text", "answer"))
        return _of(name, entered + TURN, tuple(heard))
    if view.kind is PhaseKind.BRIEF:
        return _of(name, entered + TURN, _request(round_.reels, view.language))
    if view.solo is not None and (said := tuple(_alone(view))):
        return _of(name, entered + TURN, said)
    if view.ask is not None:  # approved: nothing else is in the view
        line = Line(view.ask.line, view.language, kept=False)
        return _of(f"{name}.{view.ask.place}", entered, (line,))
    if view.kind is PhaseKind.PLAY:
        came = [twist for twist in round_.twists if twist.at >= entered]
        if came:
            lines = _twist(came[-1], view.format, view.language)
            return _of(f"{name}.{len(round_.twists)}", came[-1].at + TURN, lines)
        if repeats:  # the players forgot what was asked of them
            return _of(name, entered, _request(round_.reels, view.language))
    return None


def ahead(view: HostView, safe: Words = NO_WORDS) -> tuple[Line, ...]:
    """What may be read soon, the next first: to be made before it is needed. `safe`: as above."""
    shown = view.projector
    language = shown.language
    lines: list[Line] = []
    if view.next_phase is not None and view.next_phase.kind is PhaseKind.RULES:
        first = shown.kind is PhaseKind.LOBBY
        lines += _rules(
            view.formats.get(view.next_format, {}), language, safe if first else NO_WORDS
        )
    if shown.round is not None and shown.kind in (PhaseKind.DRAW, PhaseKind.BRIEF):
        lines += _role(shown.round.reels, language)
        lines += _request(shown.round.reels, language)
    for _, twist in view.coming:
        lines += _twist(twist, shown.format, language)
    lines += _role(view.next_reels, language)
    lines += _request(view.next_reels, language)
    return tuple(dict.fromkeys(line for line in lines if line.text))


def _of(name: str, begins: int, lines: Iterable[Line]) -> Reading | None:
    spoken = tuple(line for line in lines if line.text.strip())
    return Reading(name, begins, spoken) if spoken else None


def _alone(view: ProjectorView) -> Iterator[Line]:
    """What the customer answers; the model answers."""
    assert view.solo is not None
    if view.kind is PhaseKind.REPLY:
        yield _line(view.solo.reply, "text", view.language)
    for name in MODELS if view.kind is PhaseKind.MODELS else ():
        yield _line(view.solo.models, f"model.{name}", view.language)


def _cards(reels: Iterable[ReelView], kind: Kind) -> Iterator[CardView]:
    return (reel.card for reel in reels if reel.card.kind is kind)


def rule_names(game: Words) -> tuple[str, ...]:
    """The names of what the room is told of a game: its rules; of one without, what it trains."""
    own = tuple(takewhile(game.get, (f"rule.{number}" for number in count(1))))
    return own or ("objective",)


def rules(game: Words) -> tuple[str, ...]:
    """The same in words."""
    return tuple(game.get(name, "") for name in rule_names(game))


def _line(words: Words, name: str, language: str, manner: Manner | None = None) -> Line:
    return Line(words.get(name, ""), language, manner, words.get(f"{SPOKEN}{name}", ""))


def _rules(game: Words, language: str, safe: Words) -> Iterator[Line]:
    """A game's name, its rules, and what holds for the whole session."""
    yield from (_line(game, name, language) for name in ("name", *rule_names(game)))
    yield _line(safe, SAFE, language)


def _role(reels: Iterable[ReelView], language: str) -> Iterator[Line]:
    """Who is calling: told, not played."""
    for card in _cards(reels, Kind.ROLE):
        yield _line(card.words, "title", language)
        yield _line(card.words, "text", language)


def _request(reels: Iterable[ReelView], language: str) -> Iterator[Line]:
    """What they say, the way they say it: the mood's, else the person's."""
    reels = tuple(reels)
    by_kind = {reel.card.kind: reel.card.manner for reel in reels}
    manner = by_kind.get(Kind.MOOD) or by_kind.get(Kind.ROLE)
    for card in _cards(reels, Kind.PROMPT):
        yield _line(card.words, "text", language, manner)


def _twist(twist: TwistView, game: Words, language: str) -> Iterator[Line]:
    if twist.card is not None:
        yield _line(twist.card.words, "title", language)
        yield _line(twist.card.words, "text", language)
    else:
        yield Line(twist.promise, language) if twist.promise else _line(game, "cue", language)


def _turned(reels: tuple[ReelView, ...]) -> int:
    """ms until the role's reel has settled; a locked one stood there before."""
    turning = 0
    for reel in reels:
        if reel.card.kind is Kind.ROLE:
            return 0 if reel.locked else TURN + turning * STAGGER
        turning += not reel.locked
    return 0
