"""A scene: all that a picture says at one moment of a session, decided for every surface."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from zlib import crc32

from improv.core.formats import PhaseKind
from improv.core.view_models import Invitation, ProjectorView
from improv.scenes.ask import AskScene, ask
from improv.scenes.ballot import GuessScene, VoteScene, guess, vote
from improv.scenes.cards import BriefScene, DrawScene, brief, draw
from improv.scenes.closing import (
    BellScene,
    EndScene,
    KudosScene,
    SettleScene,
    bell,
    end,
    kudos,
    settle,
)
from improv.scenes.debrief import DebriefScene, debrief
from improv.scenes.heading import Clock, Heading, clock, heading
from improv.scenes.interlude import InterludeScene, interlude
from improv.scenes.lobby import LobbyScene, lobby
from improv.scenes.parts import Notice
from improv.scenes.play import PlayScene, play
from improv.scenes.result import ResultScene, result
from improv.scenes.rules import RulesScene, rules
from improv.scenes.secrets import TruthScene, truth
from improv.scenes.solo import ChoiceScene, QuotesScene, check, coach, models, react, reflect, reply
from improv.scenes.standings import StandingsScene, standings
from improv.scenes.survey import sample
from improv.scenes.words import Names

Body = (
    LobbyScene
    | RulesScene
    | DrawScene
    | BriefScene
    | AskScene
    | PlayScene
    | GuessScene
    | TruthScene
    | BellScene
    | SettleScene
    | InterludeScene
    | VoteScene
    | ResultScene
    | DebriefScene
    | StandingsScene
    | ChoiceScene
    | QuotesScene
    | KudosScene
    | EndScene
)
"""What a phase shows under its heading, typed by the phase."""

K = PhaseKind


@dataclass(frozen=True, slots=True)
class Scene:
    """All that is to be seen of a moment, but the time. Two that are equal look the same."""

    language: str
    names: Names
    key: str
    """Changes when the picture is a new one: its motion begins, and it is read out."""
    kind: PhaseKind
    heading: Heading
    clock: Clock | None
    pause: Notice | None
    trouble: Notice | None
    body: Body | None
    """None while the screen is black."""


def scene_of(
    view: ProjectorView,
    now: int,
    *,
    invitation: Invitation | None = None,
    report: str = "",
    trouble: str | None = None,
    latin_digits: bool = False,
    keys: bool = True,
    keyboard: int | None = None,
    listens: bool = False,
) -> Scene:
    """The scene of a view at `now`, ms of the session clock.

    `report`: the file that the session left; `trouble`: the name of what keeps the journal from
    writing; `keys`: whether somebody beside the projector can press one; `keyboard`: how many
    criteria have been graded in the ballot that is being cast at the keyboard, None where nobody
    votes there; `listens`: the microphone is open.
    """
    names = Names.of(view, latin_digits=latin_digits)
    body: Body | None
    match view.kind:
        case _ if view.blank:
            body = None
        case K.LOBBY:
            body = lobby(view, names, invitation, keys=keys)
        case K.PLAY:
            body = play(view, names, now)
        case K.BRIEF if view.round is not None and view.round.survey:
            body = sample(view, names)
        case K.GUESS:
            body = guess(view, names, keyboard)
        case K.VOTE:
            body = vote(view, names, keyboard)
        case K.END:
            body = end(view, names, invitation, report)
        case kind:
            body = _BODIES[kind](view, names)
    return Scene(
        language=view.language,
        names=names,
        key=scene_key(view),
        kind=view.kind,
        heading=heading(view, names, invitation, voted=keyboard is None, listens=listens),
        clock=clock(view, names),
        pause=_pause(view, names, now) if view.paused else None,
        trouble=Notice(names.say(f"trouble.{trouble}"), names.say("trouble.safe"))
        if trouble
        else None,
        body=body,
    )


def _pause(view: ProjectorView, names: Names, now: int) -> Notice:
    """Why the clock stands: a break, or somebody asked to stop, and nobody knows who.

    It may have run out: then Next would end at once what was undone so that it could go on.
    """
    if view.stopped:
        return Notice(names.say("stop.title"), names.say("stop.why"))
    if view.clock is not None and view.clock.deadline <= now and not view.clock.rang:
        return Notice(names.say("pause.over.title"), names.say("pause.over.why"))
    return Notice(names.say("pause.title"), names.say("pause.why"))


def scene_key(view: ProjectorView) -> str:
    """What makes a picture a new one: the phase, the cards, the question, the reveal."""
    cards = ",".join(reel.card.id for reel in view.round.reels) if view.round else ""
    asking = view.vote.asking if view.vote else 0
    if view.ask is not None:
        asking = view.ask.place if view.ask.line else -int(not view.ask.open)
    return f"s{view.phase_id}-{crc32(cards.encode()):x}-{asking}-{int(view.result is None)}"


_BODIES: Mapping[PhaseKind, Callable[[ProjectorView, Names], Body]] = {
    K.RULES: rules,
    K.DRAW: draw,
    K.BRIEF: brief,
    K.ASK: ask,
    K.TRUTH: truth,
    K.BELL: bell,
    K.SETTLE: settle,
    K.BREAK: interlude,
    K.TALK: interlude,
    K.RESULT: result,
    K.DEBRIEF: debrief,
    K.STANDINGS: standings,
    K.REACT: react,
    K.REPLY: reply,
    K.COACH: coach,
    K.MODELS: models,
    K.CHECK: check,
    K.REFLECT: reflect,
    K.KUDOS: kudos,
}
"""Scenes that need nothing but the view."""
