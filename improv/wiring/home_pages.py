"""The pages of the home screen: which rows each has, and what stands in them.

Pure: what was chosen comes in, pages go out; home.py says what a pick leads to.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from improv.core.alphabet import alphabet_key
from improv.core.cards import Kind
from improv.core.draw import Deck
from improv.core.formats import Format, PhaseKind
from improv.core.numerals import digits
from improv.core.plans import Plan
from improv.core.timing import adjustable, time_names, with_times
from improv.scenes.icons import KIND_ICONS
from improv.scenes.menu import Field, Menu, Row
from improv.scenes.past_sessions import PastSession, past_session_text
from improv.scenes.phase_times import PhaseTime, phase_times
from improv.scenes.words import Names
from improv.wiring.choices import Choices
from improv.wiring.options import USUAL_FORMAT
from improv.wiring.settings import Settings

TILES = {
    "workshop": "people",
    "huddle": "cup",
    "alone": "headset",
    "past": "list",
    "cards": "reels",
    "check": "full",
}
"""What can be done -> its icon."""
_LISTED = 3
"""So many names stand in a row; of more it says how many."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the pages are made of: the choices, and what there is to choose from."""

    names: Names
    language: str
    """Without the digits that were chosen."""
    choices: Choices
    settings: Settings
    games: Mapping[str, Format] = field(default_factory=dict)
    plans: Mapping[str, Plan] = field(default_factory=dict)
    packs: Mapping[str, str] = field(default_factory=dict)
    """Id -> name, of every shipped pack that is played."""
    deck: Deck | None = None
    """The packs that were chosen."""
    displays: Sequence[tuple[int, int]] = ()
    left: PastSession | None = None
    """The session that did not end."""
    people: Sequence[str] = ()
    """Who has practised alone here."""
    due: Sequence[str] = ()
    hears: bool = False
    """Whether there is what it takes to listen."""
    has_password: bool = False
    """Whether the password of the network was typed."""
    lines: Sequence[str] = ()
    """What was found, or went wrong."""

    def page(
        self,
        id_: str,
        rows: Iterable[Row],
        *,
        title: str = "",
        lines: Sequence[str] = (),
        **more: Field,
    ) -> Menu:
        """A page behind the first one; its title is that of its id."""
        return Menu(
            id=id_,
            title=title or self.names.say(f"start.{id_}"),
            rows=tuple(rows),
            lines=(*lines, *self.lines),
            back=self.names.say("start.back"),
            how=self.names.say("start.how"),
            **more,
        )


def home(shown: Shown) -> Menu:
    """What one can do here."""
    say, choices = shown.names.say, shown.choices
    rows = [
        Row(name, say(f"start.{name}"), note=say(f"start.{name}.note"), icon=icon, tile=True)
        for name, icon in TILES.items()
    ]
    if (left := shown.left) is not None:
        text = past_session_text(left, shown.names)
        title, when = say("start.resume", title=text.title), f"{text.day} {text.hour}"
        rows.insert(0, Row(f"resume:{left.id}", title, note=when, icon="go", main=True))
    rows += [
        Row("language", "", say("language.name"), icon="globe", turns=True),
        Row("theme", "", say(f"start.theme.{choices.theme}"), icon="bulb", turns=True),
        Row("guide", say("start.guide"), icon="quote"),
        Row("quit", say("start.quit"), icon="cross"),
    ]
    return Menu("home", say("start.title"), tuple(rows), tuple(shown.lines), how=say("start.how"))


def workshop(shown: Shown, *, huddle: bool) -> Menu:
    """A session of a room: what is usual stands already."""
    say, choices, names = shown.names.say, shown.choices, shown.names
    usual = say("start.usual")
    rows = [
        Row("begin", say("start.begin"), icon="go", main=True),
        Row("game", say("start.game"), game_name(shown, huddle=huddle), icon="drum"),
        Row("names", say("start.names"), _people(shown), icon="people"),
    ]
    if not (choices.plan or huddle):
        rounds = names.figures(choices.rounds) if choices.rounds else usual
        rows.append(Row("rounds", say("start.rounds"), rounds, icon="split", turns=True))
        rows.append(Row("times", say("key.times"), _times(shown), icon="bell"))
    rows += [
        Row("packs", say("start.packs"), _packs(shown), icon="reels"),
        Row("only", say("start.only"), _only(shown), icon="shop"),
        _heat("heat_most", choices.heat_most, shown),
        Row(
            "ballot",
            say("start.ballot"),
            say(f"start.ballot.{choices.ballot}"),
            icon="hand",
            turns=True,
        ),
        _tick("phones", shown, choices.phones),
    ]
    if choices.phones:
        rows.append(Row("wifi", say("start.wifi"), choices.wifi or say("start.none"), icon="globe"))
        if choices.wifi:
            password = "•" * 8 if shown.has_password else say("start.none")
            rows.append(Row("wifi_password", say("start.wifi_password"), password, icon="lock"))
    rows += [_tick("voice", shown, choices.voice), _tick("clock", shown, choices.clock)]
    if not huddle:
        team = shown.settings.team or say("start.none")
        rows += [
            _tick("talk_first", shown, choices.talk_first),
            _tick("standings", shown, choices.standings),
            *_surveys(shown),
            Row("team", say("start.team"), team, icon="heart"),
        ]
    return shown.page("huddle" if huddle else "workshop", rows)


def _surveys(shown: Shown) -> Iterator[Row]:
    """What may be asked before and after; of what the plan has the plan says when."""
    plan = shown.plans.get(shown.choices.plan)
    planned = plan.games if plan else frozenset()
    for game in (one for one in shown.games.values() if one.survey and one.id not in planned):
        name = shown.names.say("setup.survey", title=game.say(shown.language).get("name", game.id))
        yield Row(f"survey:{game.id}", name, ticked=game.id in shown.choices.surveys)


def game_name(shown: Shown, *, huddle: bool = False) -> str:
    """What is played."""
    choices, language = shown.choices, shown.language
    if (plan := shown.plans.get(choices.plan)) is not None:
        return plan.say(language).get("name", plan.id)
    if choices.plan or (choices.game not in shown.games and choices.game):
        return choices.plan or choices.game  # it is there, and cannot be read
    if huddle and not choices.game:
        return shown.names.say("start.game.any")
    game = shown.games.get(choices.game) or shown.games[USUAL_FORMAT]
    return game.say(language).get("name", game.id)


def games(shown: Shown) -> Menu:
    """Plans, then games; the one that is chosen is ticked."""
    say, language = shown.names.say, shown.language
    rows = []
    for plan in shown.plans.values():
        words = plan.say(language)
        minutes = say("report.minutes", count=plan.minutes)
        note, chosen = words.get("about", ""), plan.id == shown.choices.plan
        rows.append(Row(f"plan:{plan.id}", words.get("name", ""), minutes, note, ticked=chosen))
    for game in (one for one in shown.games.values() if not one.survey):
        words = game.say(language)
        chosen = not shown.choices.plan and game.id == (shown.choices.game or USUAL_FORMAT)
        note = words.get("objective", "")
        rows.append(Row(f"game:{game.id}", words.get("name", ""), "", note, ticked=chosen))
    return shown.page("game", rows)


def game_on(shown: Shown) -> Format:
    """The game that is chosen where there is no plan, with the times that are kept."""
    game = shown.games.get(shown.choices.game) or shown.games[USUAL_FORMAT]
    return with_times(game, shown.settings.seconds)


def _phase_times(shown: Shown, kind: PhaseKind | None = None) -> tuple[PhaseTime, ...]:
    game = game_on(shown)
    names = replace(shown.names, own=game.say(shown.language))
    return phase_times((one for one in adjustable(game) if kind in (None, one.kind)), names)


def own_times(game: Format, seconds: Mapping[str, int]) -> set[str]:
    """The names in `seconds` by which a phase of the game lasts otherwise than its author wrote."""
    names = time_names(game)
    return {name for one in names for name in (one, f"{game.id}.{one}")} & set(seconds)


def times(shown: Shown) -> Menu:
    """How long each phase of the game lasts."""
    say, game = shown.names.say, game_on(shown)
    rows = [
        Row(f"seconds:{one.phase}", one.name, one.lasts, icon="bell", turns=True)
        for one in _phase_times(shown)
    ]
    if own_times(game, shown.settings.seconds):
        rows.append(Row("usual", say("start.usual"), icon="back"))
    return shown.page("times", rows, title=say("facilitator.times"), lines=(game_name(shown),))


def people(shown: Shown) -> Menu:
    """The names that are there from the start."""
    say = shown.names.say
    rows = [
        Row(f"person:{number}", name, say("start.names.out"), icon="erase")
        for number, name in enumerate(shown.choices.players)
    ]
    return shown.page(
        "names",
        rows,
        lines=(say("start.names.how"),),
        field=Field(say("typing.name"), several=True),
    )


def packs(shown: Shown) -> Menu:
    """Which cards are played."""
    rows = [
        Row(f"pack:{id_}", name, ticked=id_ in shown.choices.packs)
        for id_, name in shown.packs.items()
    ]
    return shown.page("packs", rows)


def only(shown: Shown) -> Menu:
    """Which desks are played; with none ticked all are."""
    titles = _titles(shown, Kind.BUSINESS)
    rows = [
        Row(f"business:{id_}", title, ticked=id_ in shown.choices.only)
        for id_, title in sorted(
            titles.items(), key=lambda one: alphabet_key(one[1], shown.language)
        )
    ]
    return shown.page("only", rows, lines=(shown.names.say("start.only.how"),))


def line(shown: Shown, id_: str, text: str) -> Menu:
    """One line to type: a team, a network, who practises; those known before stand under it."""
    known = shown.people if id_ == "name" else ()
    rows = [Row(f"known:{number}", one, icon="headset") for number, one in enumerate(known)]
    return shown.page(id_, rows, field=Field(shown.names.say(f"start.{id_}"), text))


def alone(shown: Shown) -> Menu:
    """A shift of calls."""
    say, choices = shown.names.say, shown.choices
    calls = shown.names.figures(choices.calls)
    rows = [
        Row("begin", say("start.begin"), icon="go", main=True),
        Row("name", say("start.name"), choices.name, icon="headset"),
        Row("calls", say("start.calls"), calls, icon="speech", turns=True),
        Row("packs", say("start.packs"), _packs(shown), icon="reels"),
        _heat("solo_heat", choices.solo_heat, shown),
        _tick("voice", shown, choices.voice),
    ]
    lines = list(shown.due)
    if shown.hears:
        lines.append(say("start.listen.note"))
        listens = shown.settings.listen is True
        rows.append(Row("listen", say("start.listen"), ticked=listens))
        if listens:
            rows.append(_tick("keep", shown, choices.keep))
    return shown.page("alone", rows, lines=lines)


def cards(shown: Shown) -> Menu:
    """The packs, to look at."""
    rows = [Row(f"look:{id_}", name, icon="reels") for id_, name in shown.packs.items()]
    return shown.page("cards", rows)


def pack(shown: Shown, id_: str) -> Menu:
    """The cards of a pack, by their kinds."""
    assert shown.deck is not None
    (looked_at,) = shown.deck.packs
    words = looked_at.words.get(shown.language, {})
    say = shown.names.say
    rows = [
        Row("edit", say("start.edit"), icon="pen", main=True),
        Row("pictures", say("start.pictures"), icon="full"),
        Row("print", say("start.print"), icon="reels"),
    ]
    order = list(KIND_ICONS)
    for card in sorted(looked_at.cards.values(), key=lambda one: order.index(one.kind.value)):
        if (said := words.get(card.id)) and said.get("title"):
            kind = card.kind.value
            rows.append(
                Row(
                    f"card:{card.id}",
                    said["title"],
                    shown.names.kind(card.kind),
                    said.get("text", ""),
                    KIND_ICONS[kind],
                    card=kind,
                )
            )
    return shown.page(f"look:{id_}", rows, title=shown.packs[id_])


def check(shown: Shown) -> Menu:
    """Sound and screen, before the room comes."""
    say, names, choices = shown.names.say, shown.names, shown.choices
    rows = [Row("sample", say("start.sample"), icon="headset", main=True)]
    if shown.displays:
        number = min(choices.display, len(shown.displays))
        wide, high = shown.displays[number - 1] if number else (0, 0)
        usual = say("start.display.usual")
        size = say("start.display.size", number=number, wide=wide, high=high)
        value = names.figures(size) if number else usual
        rows.append(Row("display", say("start.display"), value, icon="full", turns=True))
    if digits(shown.language, 1) != "1":
        figures = names.figures("123")
        rows.append(Row("digits", say("start.digits"), figures, icon="list", turns=True))
    return shown.page("check", rows)


def _heat(id_: str, heat: int, shown: Shown) -> Row:
    value = shown.names.figures(heat) if heat else shown.names.say("start.usual")
    return Row(id_, shown.names.say("start.heat"), value, icon="flame", turns=True)


def _tick(id_: str, shown: Shown, on: bool) -> Row:
    return Row(id_, shown.names.say(f"start.{id_}"), ticked=on)


def _people(shown: Shown) -> str:
    there = shown.choices.players
    if there:
        return shown.names.say("report.people", count=len(there))
    return shown.names.say("start.names.join" if shown.choices.phones else "start.names.nobody")


def _packs(shown: Shown) -> str:
    chosen = [shown.packs[id_] for id_ in shown.choices.packs if id_ in shown.packs]
    if len(chosen) == len(shown.packs):
        return shown.names.say("start.all")
    if len(chosen) > _LISTED:
        return shown.names.figures(len(chosen))
    return shown.names.listed(chosen)


def _times(shown: Shown) -> str:
    """How long a scene is; as usual where nothing was changed."""
    game = game_on(shown)
    if not own_times(game, shown.settings.seconds):
        return shown.names.say("start.usual")
    return next((one.lasts for one in _phase_times(shown, PhaseKind.PLAY)), "")


def _only(shown: Shown) -> str:
    titles = _titles(shown, Kind.BUSINESS)
    chosen = [titles[id_] for id_ in shown.choices.only if id_ in titles]
    if not chosen:
        return shown.names.say("start.all")
    return (
        shown.names.listed(chosen) if len(chosen) <= _LISTED else shown.names.figures(len(chosen))
    )


def _titles(shown: Shown, kind: Kind) -> Mapping[str, str]:
    return {} if shown.deck is None else shown.deck.titles(shown.language).get(kind, {})
