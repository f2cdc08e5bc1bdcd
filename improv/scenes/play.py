"""The play: little to read. Who is calling, what was said, the heat, the tokens, a twist."""

from collections.abc import Iterator
from dataclasses import dataclass

from improv.core.cards import HEAT, Kind
from improv.core.view_models import ProjectorView, RoundView, TwistView
from improv.scenes.cards import by_kind, card_label, desk_rule, round_of, said_now
from improv.scenes.icons import KIND_ICONS, SEAT_ICONS, TOKEN_ICONS
from improv.scenes.parts import Label, Notice
from improv.scenes.words import Names

_CHIPS = (Kind.BUSINESS, Kind.ROLE, Kind.MOOD)


@dataclass(frozen=True, slots=True)
class TokenLeft:
    """How many of a token are left."""

    icon: str
    name: str
    left: str
    spent: bool


@dataclass(frozen=True, slots=True)
class Twist:
    """The newest twist of this phase: a card, a promise that came back, or the format's cue."""

    key: str
    """Differs from that of every other twist."""
    at: int
    """When it came: session clock, ms."""
    icon: str
    title: str
    text: str
    take: str
    """Which take begins after a cue; empty for another twist."""


@dataclass(frozen=True, slots=True)
class PlayScene:
    """What is shown while a scene is played."""

    part: str
    """The part's own name, where the scene has parts."""
    instruction: str
    """A line that says what to do in it; empty where the format has none, or it gives way to a
    request with a twist."""
    players: tuple[Label, ...]
    """Who plays: the names, seat by seat."""
    chips: tuple[Label, ...]
    rule: str
    """What the desk can do and what it cannot; empty where no card says so."""
    request: str
    """What the customer says; without a request the instruction, until a twist comes."""
    heat_label: str
    heat: str
    flames: tuple[bool, ...]
    """Whether it is lit, for each level of heat from the lowest."""
    tokens: tuple[TokenLeft, ...]
    taboo: Notice | None
    """Words that nobody may say."""
    twist: Twist | None
    seats: tuple[Notice, ...]
    """Who sits now in the seats that change hands: what it is called, and the name."""
    seats_key: str
    """Differs whenever one has changed hands."""
    mute: Notice | None
    """Shown in the place of the request while a mute token holds."""
    mute_until: int
    """Session clock, ms."""


def play(view: ProjectorView, names: Names, now: int) -> PlayScene:
    """The scene at `now`, ms of the session clock: a mute ends without a word from the room."""
    round_ = round_of(view)
    cards = by_kind(round_)
    said = said_now(view)
    muted = now < round_.mute_until
    instruction, twist = view.format.get(f"instruction.{view.phase}", ""), _newest(view, round_)
    large = "" if said or twist else instruction
    return PlayScene(
        part=_part(view, names),
        instruction="" if large or (said and twist) else instruction,
        players=tuple(_players(round_, names)),
        chips=tuple(card_label(cards[kind]) for kind in _CHIPS if kind in cards),
        rule=desk_rule(cards),
        request=said or large,
        heat_label=names.say("play.heat"),
        heat=names.figures(round_.heat),
        flames=tuple(level <= round_.heat for level in HEAT),
        tokens=tuple(
            TokenLeft(
                icon=TOKEN_ICONS.get(token, "circle"),
                name=names.token(token),
                left=names.figures(left),
                spent=not left,
            )
            for token, left in round_.tokens.items()
        ),
        taboo=_taboo(round_, twist, names),
        twist=_shown(twist, round_, names) if twist else None,
        seats=tuple(
            Notice(names.seat(seat.seat), names.player(seat))
            for seat in (round_.cast[place] for place in round_.changing)
        ),
        seats_key=f"{round_.number}-{round_.changes}",
        mute=Notice(names.say("play.muted"), names.say("play.muted.why")) if muted else None,
        mute_until=round_.mute_until,
    )


def _players(round_: RoundView, names: Names) -> Iterator[Label]:
    """Who plays, seat by seat; not those whose seats change hands, which are told apart."""
    fixed = [c for place, c in enumerate(round_.cast) if place not in round_.changing]
    for seat in dict.fromkeys(chair.seat for chair in fixed):
        if who := names.listed(chair.name for chair in fixed if chair.seat == seat):
            yield Label(SEAT_ICONS.get(seat, "people"), who)


def _part(view: ProjectorView, names: Names) -> str:
    """The part's own name, and which time it comes where it comes several times."""
    name = names.phase(view.phase, view.kind) if view.phase != view.kind.value else ""
    turn, turns = view.turn
    count = names.say("play.turn", number=turn, total=turns) if turns else ""
    return names.beside((name, count))


def _taboo(round_: RoundView, twist: TwistView | None, names: Names) -> Notice | None:
    """The words that a card of the draw, or the twist that is on, forbids."""
    cards = [reel.card for reel in round_.reels]
    if twist is not None and twist.card is not None:
        cards.append(twist.card)
    words = [text for card in cards if (text := card.words.get("taboo"))]
    return Notice(names.say("field.taboo"), names.listed(words)) if words else None


def _newest(view: ProjectorView, round_: RoundView) -> TwistView | None:
    """The last twist that came since the phase began."""
    entered = view.clock.entered if view.clock is not None else 0
    return next((one for one in reversed(round_.twists) if one.at >= entered), None)


def _shown(twist: TwistView, round_: RoundView, names: Names) -> Twist:
    return Twist(
        key=f"{round_.number}-{len(round_.twists)}",
        at=twist.at,
        icon="bell" if twist.cue else KIND_ICONS[Kind.TWIST],
        title=names.say("twist.promise") if twist.promise else twist.title,
        text=twist.text,
        take=names.say("play.take", number=round_.takes) if twist.cue else "",
    )
