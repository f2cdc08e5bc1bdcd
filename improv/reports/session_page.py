"""The pages of a session for those who were there: what was played, and what comes next.

And half a page for the team's lead, without a name and without a scene's figures. A page has names
only where they are asked for; without them they are overwritten in what people wrote, too.
Figures are those that the tally shows, and whether a scene was ranked is on no page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from improv.core.cards import Kind
from improv.core.forgetting import without_names
from improv.core.summary import RoundDetails, RoundSummary, SessionDetails, Summary
from improv.core.tally import Distribution
from improv.locale.dates import date_text
from improv.locale.phrases import isolate
from improv.reports.page import render
from improv.scenes.figures import Part, parts
from improv.scenes.words import Names

MOST_NAMED = 12
"""So many of the practices that were trained are named; a scene trains up to twenty."""
MOST_OF_LEAD = 6
MOST_OPEN = 6
"""So many of the practices that wait are named."""
MOST_NEXT = 3
MOST_THANKS = 30
"""So many lines of thanks are on the page; of more it says how many there are."""
_ROOMY, _DENSE = 2600, 5200
"""Characters of a page: with more it is printed smaller."""


@dataclass(frozen=True, slots=True)
class PlayedSession:
    """A session that was played, and when: by the clock of the place."""

    summary: Summary
    day: int
    """Since 1 January 1970."""
    hour: str
    """`18:05`."""
    minutes: int

    @property
    def details(self) -> SessionDetails:
        """What a page tells of it. ValueError where it was not made for a page."""
        if self.summary.details is None:
            raise ValueError("a summary without details")
        return self.summary.details

    @property
    def scenes(self) -> list[tuple[RoundSummary, RoundDetails]]:
        """The rounds that were played."""
        return [
            (one, one.details)
            for one in self.summary.rounds
            if one.details is not None and one.details.played
        ]

    @property
    def people(self) -> int:
        """How many were there, as far as is known: those with a name, or who played and voted."""
        rounds = [
            len({seat.name or place for place, seat in enumerate(one.cast)}) + _voters(one)
            for one, _ in self.scenes
        ]
        return max((len(self.details.people), *rounds))


@dataclass(frozen=True, slots=True)
class Row:
    """What the room saw of one criterion."""

    name: str
    parts: tuple[Part, ...]
    csat: str
    counts: str
    """In words, for those who do not see the bar."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One scene, as the page has it."""

    number: str
    game: str
    desk: str
    request: str
    mood: str
    reveal: str
    cast: str
    """Empty where names are left out, or nobody had one."""
    voted: str
    rows: tuple[Row, ...]
    split: bool
    choices: tuple[tuple[str, str], ...]
    """Option, and how many chose it."""
    moves: tuple[tuple[str, str], ...]


def _voters(one: RoundSummary) -> int:
    return one.tally.by_phone + one.tally.by_hand if one.tally else 0


def session_page(
    played: PlayedSession, language: str, practices: Mapping[str, str], *, names: bool = False
) -> str:
    """The page of one session. `practices`: number -> name, of all that there are."""
    details, summary = played.details, played.summary
    hidden = frozenset() if names else details.names

    def written(texts: Sequence[str]) -> list[str]:
        return [without_names(text, hidden) for text in texts]

    scenes = [
        _scene(place, one, own, language, names=names)
        for place, (one, own) in enumerate(played.scenes, start=1)
    ]
    tips = list(dict.fromkeys(own.tip for _, own in played.scenes if own.tip))
    promises = written(list(dict.fromkeys(made.text for made in summary.promises)))
    thanks = written(summary.kudos[:MOST_THANKS])
    trained = _trained(played)
    waiting = [one for one in practices if one not in details.trained]
    length = sum(map(len, (*tips, *promises, *thanks)))
    length += sum(len(f"{one.request}{one.reveal}") + 90 * len(one.rows) + 60 for one in scenes)
    return render(
        "session-page.html",
        language,
        fonts=True,
        head=_head(played, language),
        team=details.team,
        size="roomy" if length < _ROOMY else "close" if length < _DENSE else "dense",
        scenes=scenes,
        promises=promises,
        tips=tips,
        thanks=thanks,
        more_thanks=max(0, len(summary.kudos) - MOST_THANKS),
        names=names,
        trained=_named(trained[:MOST_NAMED], practices),
        trained_count=len(trained),
        waiting=_named(waiting[:MOST_OPEN], practices),
        waiting_count=len(waiting),
        go_on=next(iter(_named(details.follow_ups, practices)), ""),
        coming=_listed(language, _named(waiting[:MOST_NEXT], practices)),
    )


def lead_page(played: PlayedSession, language: str, practices: Mapping[str, str]) -> str:
    """Half a page for the team's lead."""
    details = played.details
    texts = dict.fromkeys(made.text for made in played.summary.promises)
    promises = [without_names(text, details.names) for text in texts]
    return render(
        "lead-page.html",
        language,
        fonts=True,
        head=_head(played, language),
        team=details.team,
        trained=_named(_trained(played)[:MOST_OF_LEAD], practices),
        promises=promises,
        go_on=next(iter(_named(details.follow_ups, practices)), ""),
    )


def _trained(played: PlayedSession) -> tuple[str, ...]:
    """The practices of a session, those of the most scenes first."""
    every = [practice for _, own in played.scenes for practice in own.trained]
    return tuple(sorted(dict.fromkeys(every), key=lambda one: -every.count(one)))


def _named(numbers: Sequence[str], practices: Mapping[str, str]) -> list[str]:
    return [practices[one] for one in numbers if one in practices]


def _listed(language: str, names: Sequence[str]) -> str:
    return Names(language).listed(names)


def _head(played: PlayedSession, language: str) -> str:
    """When it was, how long, and how much: a line."""
    names = Names(language)
    people = played.people
    return names.beside(
        (
            isolate(date_text(language, played.day)),
            isolate(names.figures(played.hour)),
            names.say("report.minutes", count=played.minutes),
            names.say("report.scenes", count=len(played.scenes)),
            names.say("report.people", count=people) if people else "",
        )
    )


def _scene(
    place: int, one: RoundSummary, own: RoundDetails, language: str, *, names: bool
) -> Scene:
    say = Names(language, own.words)
    titles = {card.kind: card.title for card in one.cards.values() if card.title}
    tally = one.tally
    seats = (f"{say.seat(seat.seat)}: {isolate(seat.name)}" for seat in one.cast if seat.name)
    return Scene(
        number=say.figures(place),
        game=say.game(one.format),
        desk=titles.get(Kind.BUSINESS, ""),
        request=titles.get(Kind.PROMPT, ""),
        mood=titles.get(Kind.MOOD, ""),
        reveal=own.reveal,
        cast=say.beside(seats) if names else "",
        voted=say.say("report.voted", count=_voters(one)) if tally else "",
        rows=tuple(_rows(one, say)),
        split=bool(tally and tally.split),
        choices=tuple(_choices(one, say)),
        moves=tuple(
            (say.move(move), say.say("result.times", number=count))
            for move, count in sorted(tally.moves.items(), key=lambda item: -item[1])
        )
        if tally
        else (),
    )


def _rows(one: RoundSummary, say: Names) -> list[Row]:
    """The distribution of each criterion; none where there were too few for figures."""
    if one.tally is None:
        return []
    found = []
    for criterion, counts in one.tally.criteria.items():
        graded = Distribution(counts)
        ones, twos, threes, fours = counts
        found.append(
            Row(
                say.criterion(criterion),
                parts(graded, graded.total, say),
                say.percent(float(graded.csat)),
                say.say("result.counts", one=ones, two=twos, three=threes, four=fours),
            )
        )
    return found


def _choices(one: RoundSummary, say: Names) -> list[tuple[str, str]]:
    """How many chose what. A line that somebody wrote is told by its number alone."""
    counts = one.tally.choices if one.tally else {}
    return [
        (
            say.own.get(f"option.{option}")
            or (say.say("vote.line", number=int(option)) if option.isdecimal() else option),
            say.figures(count),
        )
        for option, count in counts.items()
        if count
    ]
