"""The scenes of the stage in a browser: what each phase shows, in the order of the window's.

A function a phase, from the projector's view to what its template needs. Knows words and their
order; where they stand and how they look is the business of the templates and of stage.css.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from improv.core.cards import HEAT, Kind
from improv.core.formats import MOVES, BallotKind, PhaseKind
from improv.core.view_models import CardView, RoundView
from improv.core.votes import CHOICE_ROW, GRADES, MOVES_ROW
from improv.phones.payloads import Payload, named
from improv.phones.stage_lobby import lobby
from improv.phones.stage_results import MOVE_ICONS, result, shape_of, standings
from improv.phones.stage_words import Scene

MOST_LINES = 6
MOST_SECRETS = 7
ROOM = ("room.left", "room.middle", "room.right")
PAIRS = 4
"""How many pairs of questions there are; they come in turn."""

_ORDER = ("secret", "reveal", "correct", "let_go", "dismissed", "heard")


def _draw(scene: Scene) -> Payload:
    """One card a reel; a request shows its title only."""
    round_ = _round(scene)
    turning, reels = 0, []
    for reel in round_.reels:
        card = reel.card
        reels.append(
            {
                "kind": card.kind.value,
                "called": scene.say(f"kind.{card.kind.value}"),
                "locked": reel.locked,
                "turn": None if reel.locked else turning,
                "title": scene.spoken(card.words.get("title", "")),
                "text": ""
                if card.kind is Kind.PROMPT
                else scene.spoken(card.words.get("text", "")),
            }
        )
        turning += not reel.locked
    return {"reels": reels}


def _brief(scene: Scene) -> Payload:
    """The request; who sits where; what the room watches for."""
    round_ = _round(scene)
    cards = {reel.card.kind: reel.card for reel in round_.reels}
    watching = round_.observers[: len(ROOM)]
    places = ROOM if len(watching) == len(ROOM) else ("room.all",) * len(watching)
    return {
        "request": _request(scene, round_),
        "seats": [
            {
                "shape": {"agent": "business", "customer": "role"}.get(seat, "observer"),
                "icon": {"agent": "headset", "customer": "speech"}.get(seat, "eye"),
                "name": scene.seat(seat),
                "who": scene.listed([chair.name for chair in round_.cast if chair.seat == seat])
                or scene.say("seat.volunteer"),
                "cards": [_titled(scene, card) for card in _cards_of(seat, cards)],
            }
            for seat in dict.fromkeys(chair.seat for chair in round_.cast)
        ],
        "observers": [
            {"place": scene.say(place), "text": scene.text(card.words.get("text", ""))}
            for place, card in zip(places, watching, strict=True)
        ],
    }


def _cards_of(seat: str, cards: Mapping[Kind, CardView]) -> list[CardView]:
    """The cards that tell a seat what to be."""
    wanted = {"agent": (Kind.BUSINESS,), "customer": (Kind.ROLE, Kind.MOOD)}.get(seat, ())
    return [cards[kind] for kind in wanted if kind in cards]


def _titled(scene: Scene, card: CardView) -> Payload:
    return {"kind": card.kind.value, "title": scene.text(card.words.get("title", ""))}


def _request(scene: Scene, round_: RoundView) -> Payload:
    """What was said, and how long it is."""
    words = next((reel.card.words for reel in round_.reels if reel.card.kind is Kind.PROMPT), {})
    text = words.get("text", "")
    return {"text": scene.spoken(text), "length": len(text)}


def _play(scene: Scene) -> Payload:
    """Little to read: the clock is big, a twist cannot be missed."""
    round_ = _round(scene)
    cards = {reel.card.kind: reel.card for reel in round_.reels}
    entered = scene.view.clock.entered if scene.view.clock is not None else 0
    twist = next((one for one in reversed(round_.twists) if one.at >= entered), None)
    told: Payload | None = None
    if twist is not None and twist.cue:
        take = scene.say("play.take", number=round_.takes)
        told = {"title": "", "text": scene.spoken(twist.cue), "take": take}
    elif twist is not None:
        words = {} if twist.card is None else twist.card.words
        title, text = words.get("title", ""), words.get("text", "")
        if twist.card is None:
            title, text = scene.say("twist.promise"), twist.promise
        told = {"title": scene.spoken(title), "text": scene.spoken(text), "take": ""}
    return {
        "part": scene.phase_words if scene.is_part else "",
        "chips": [
            _titled(scene, cards[kind])
            for kind in (Kind.BUSINESS, Kind.ROLE, Kind.MOOD)
            if kind in cards
        ],
        "request": _request(scene, round_) if Kind.PROMPT in cards else None,
        "heat": round_.heat,
        "heats": list(HEAT),
        "tokens": [
            {
                "icon": {"escalate": "stairs"}.get(token, token),
                "name": named(round_.format, scene.tongue, f"token.{token}", token),
                "left": left,
            }
            for token, left in round_.tokens.items()
        ],
        "twist": told,
        "twists": len(round_.twists),
        "quiet": scene.quiet,
    }


def _guess(scene: Scene) -> Payload:
    """One question, and what there is to choose from."""
    vote = scene.view.vote
    options = vote.options if vote is not None else ()
    return {"choices": _choices(scene, options, numbered=False)}


def _truth(scene: Scene) -> Payload:
    """The secrets laid open, the one that matters most first."""
    round_ = _round(scene)
    return {
        "answer": scene.option(round_.answer) if round_.answer else "",
        "opened": _opened(scene, round_)[:MOST_SECRETS],
    }


def _opened(scene: Scene, round_: RoundView) -> list[Payload]:
    """The secrets of a round that may be told, the weightiest first."""
    kinds = {reel.id: reel.card.kind.value for reel in round_.reels}
    found = [
        {
            "kind": kinds[reel],
            "field": field,
            "name": named(round_.format, scene.tongue, f"field.{field}", field),
            "text": scene.text(text),
        }
        for reel, words in round_.secrets.items()
        for field, text in words.items()
    ]
    return sorted(found, key=_weight)


def _weight(one: Payload) -> tuple[int, bool]:
    field = one["field"]
    return (_ORDER.index(field) if field in _ORDER else len(_ORDER), one["kind"] != "prompt")


def _vote(scene: Scene) -> Payload:
    """The criterion that is asked now, or the choice; moves that were seen."""
    asked = scene.view.vote
    if asked is None:
        return {"choices": [], "moves": [], "progress": [], "question": "", "shape": "hand"}
    if BallotKind.RATE not in asked.kinds or not asked.criteria:
        return {
            "question": scene.say(f"vote.{asked.kinds[0].value}"),
            "shape": "hand",
            "criterion": "",
            "progress": [],
            "choices": _choices(scene, asked.options),
            "moves": [],
        }
    index = min(asked.asking, len(asked.criteria) - 1)
    criterion = asked.criteria[index]
    counts = _hands(scene, criterion, len(GRADES))
    seen = _hands(scene, MOVES_ROW, len(MOVES))
    total = len(asked.criteria)
    return {
        "question": scene.criterion(criterion),
        "shape": shape_of(criterion),
        "criterion": criterion,
        "progress": [
            {"id": one, "shape": shape_of(one), "at": (i > index) - (i < index)}
            for i, one in enumerate(asked.criteria)
        ]
        if total > 1
        else [],
        "of": scene.say("vote.criterion_of", number=index + 1, total=total),
        "choices": [
            {"label": scene.criterion(criterion, grade), "count": counts[grade - 1]}
            for grade in GRADES
        ],
        "moves": [
            {"icon": MOVE_ICONS[move], "name": scene.say(f"move.{move}"), "count": count}
            for move, count in zip(MOVES, seen, strict=True)
        ],
    }


def _choices(scene: Scene, options: Sequence[str], *, numbered: bool = True) -> list[Payload]:
    """What there is to choose from; a line that was said has no words but its number."""
    counts = _hands(scene, CHOICE_ROW, len(options))
    return [
        {
            "label": "" if numbered and option.isdecimal() else scene.option(option),
            "count": count,
        }
        for option, count in zip(options, counts, strict=True)
    ]


def _hands(scene: Scene, row: str, cells: int) -> Sequence[int]:
    """The counts of a row that the room knows of."""
    vote = scene.view.vote
    known = vote.hands.get(row, ()) if vote is not None else ()
    return known if len(known) == cells else (0,) * cells


def _debrief(scene: Scene) -> Payload:
    """Two questions, one thing to try next, and what was behind it all."""
    round_ = _round(scene)
    pair = (round_.ordinal - 1) % PAIRS + 1
    opened = _opened(scene, round_)
    tip = round_.tip or scene.view.format.get(f"tip.{(round_.ordinal - 1) % 3 + 1}", "")
    return {
        "questions": [scene.say(f"debrief.{pair}.{number}") for number in (1, 2)],
        "tip": scene.text(tip) if tip else "",
        "told": [
            *_fields(opened, ("reveal", "secret"))[:1],
            *_fields(opened, ("correct", "let_go"))[:1],
        ],
    }


def _fields(opened: Iterable[Payload], names: Sequence[str]) -> list[Payload]:
    """What it was about, and the slip that had to be put right."""
    found = list(opened)
    return [one for name in names for one in found if one["field"] == name]


def _kudos(scene: Scene) -> Payload:
    """What people thank each other for, the newest last."""
    lines = scene.view.kudos
    first = max(0, len(lines) - MOST_LINES)
    return {"lines": [{"number": first + i, "text": line} for i, line in enumerate(lines[first:])]}


def _end(scene: Scene) -> Payload:
    """The curtains close."""
    played = scene.view.played
    return {"under": scene.say("end.played", count=played) if played else scene.say("end.none")}


def _bell(_: Scene) -> Payload:
    return {}


def _round(scene: Scene) -> RoundView:
    assert scene.view.round is not None
    return scene.view.round


SCENES: Mapping[PhaseKind, Callable[[Scene], Payload]] = MappingProxyType(
    {
        PhaseKind.LOBBY: lobby,
        PhaseKind.DRAW: _draw,
        PhaseKind.BRIEF: _brief,
        PhaseKind.PLAY: _play,
        PhaseKind.GUESS: _guess,
        PhaseKind.TRUTH: _truth,
        PhaseKind.BELL: _bell,
        PhaseKind.VOTE: _vote,
        PhaseKind.RESULT: result,
        PhaseKind.DEBRIEF: _debrief,
        PhaseKind.STANDINGS: standings,
        PhaseKind.KUDOS: _kudos,
        PhaseKind.END: _end,
    }
)
