"""The moments of somebody alone, for the registry of scenes: a call from desk to afterthought."""

from collections.abc import Iterator
from dataclasses import replace

from improv.core import actions as a
from improv.core.cards import Card, Kind, Pack
from improv.core.draw import Deck
from improv.core.formats import Format, PhaseKind
from improv.core.measures import MeasuredAnswer, Span, Timeline
from improv.core.state import Setup, Shift
from improv.screen.sample_data import NAMES, PROMISES
from improv.screen.scripted_session import ScriptedSession

_K = PhaseKind

ANSWER = MeasuredAnswer(
    began=-700,
    talk=11_900,
    silence=5_100,
    longest_pause=2_600,
    interrupted=700,
    pace=(210, 240, 265),
    loudness=(22, 24, 27),
)
TIMELINE = Timeline(
    lasts=23_000,
    customer=(Span(300, 6_400),),
    answer=(Span(5_700, 9_800), Span(12_400, 16_000), Span(16_800, 21_000)),
    backchannels=(Span(2_100, 2_500),),
    overlaps=(Span(5_700, 6_400),),
    pauses=(Span(9_800, 12_400), Span(16_000, 16_800)),
)
"""Somebody who says "mm-hm", begins too early and pauses twice."""


def solo_session(deck: Deck, game: Format, language: str) -> ScriptedSession:
    """A shift whose customers all have something to answer."""
    person = NAMES.get(language, NAMES["en"])[0]
    packs = tuple(_who_answer(pack, language) for pack in deck.packs)
    left_out = tuple(deck.practice(one, language) for one in ("A7", "B14"))
    shift = Shift(person, opening=PROMISES.get(language, PROMISES["en"]), left_out=left_out)
    return ScriptedSession(
        replace(deck, packs=packs, formats={game.id: game}),
        game=game.id,
        language=language,
        setup=Setup(seed=11, rounds=3, heat=4, shift=shift),
        names=(person,),
    )


def can_be_played(deck: Deck, language: str) -> bool:
    """Whether some customer has something to answer, and some card asks how it was."""
    left = Deck(tuple(_who_answer(pack, language) for pack in deck.packs), {})
    return bool(left.pile(Kind.PROMPT, language) and left.pile(Kind.CHECK, language))


def _who_answer(pack: Pack, language: str) -> Pack:
    """The pack without the requests whose customers have nothing to answer."""
    words = pack.words.get(language, {})

    def stays(card: Card) -> bool:
        return card.kind is not Kind.PROMPT or "reply.heard" in words.get(card.id, {})

    return replace(pack, cards={id_: card for id_, card in pack.cards.items() if stays(card)})


def solo_moments(session: ScriptedSession) -> Iterator[str]:
    """Steer the session from moment to moment; each is named while it is on."""
    yield "solo-lobby"
    for kind, name in ((_K.RULES, "solo-rules"), (_K.DRAW, "solo-draw"), (_K.BRIEF, "solo-brief")):
        session.go_to(kind)
        session.wait(1)
        yield name
    session.go_to(_K.PLAY)
    session.wait(12)
    yield "solo-answer"
    session.go_to(_K.REACT)
    yield "solo-react"
    session.do(a.ChooseReply, reply="dismissed")
    session.wait(1)
    yield "solo-reply"
    session.go_to(_K.PLAY)
    session.wait(4)
    yield "solo-go-on"
    session.go_to(_K.COACH)
    yield "solo-coach"
    session.do(
        a.AddMeasures, heard_in=session.state.running.phase_id, answer=ANSWER, timeline=TIMELINE
    )
    yield "solo-heard"
    session.go_to(_K.MODELS)
    yield "solo-models"
    session.go_to(_K.CHECK)
    yield "solo-check"
    session.do(a.CheckSelf, grade=2)
    yield "solo-reflect"
    session.do(a.WriteNote, text=PROMISES.get(session.state.language, PROMISES["en"]))
    yield "solo-note"
    session.do(a.End)
    yield "solo-end"
