"""The pages of a session for those who were there: what was played, and what comes next.

And half a page for the team's lead, without a name and without a scene's figures. A page has names
only where they are asked for; without them they are overwritten in what people wrote, too.
Figures are those that the tally shows, and whether a scene was ranked is on no page.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from improv.core.cards import Kind
from improv.core.forgetting import without_names
from improv.core.summary import RoundDetails, RoundSummary, SessionDetails, Summary
from improv.core.tally import Distribution
from improv.locale.dates import date_text
from improv.locale.phrases import isolate
from improv.reports.survey_table import survey_sections
from improv.reports.take_away import Choice, Lines, Row, Scene, Section, TakeAway
from improv.scenes.figures import parts
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
_WRITTEN = 700
"""So many characters have the space of the lines to write on."""


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
        asked = map(_voters, self.summary.surveys)
        return max((len(self.details.people), *rounds, *asked))


def _voters(one: RoundSummary) -> int:
    return one.tally.by_phone + one.tally.by_hand if one.tally else 0


def session_page(
    played: PlayedSession, language: str, practices: Mapping[str, str], *, names: bool = False
) -> TakeAway:
    """The page of one session. `practices`: number -> name, of all that there are."""
    details, summary, say = played.details, played.summary, Names(language).say
    hidden = frozenset() if names else details.names

    def written(texts: Sequence[str]) -> tuple[str, ...]:
        return tuple(without_names(text, hidden) for text in texts)

    scenes = tuple(
        _scene(place, one, own, language, names=names)
        for place, (one, own) in enumerate(played.scenes, start=1)
    )
    tips = tuple(dict.fromkeys(own.tip for _, own in played.scenes if own.tip))
    made = dict[str, bool]()
    for one in summary.promises:
        text = without_names(one.text, hidden)
        made[text] = one.kept or made.get(text, False)
    promises = _promises(made, say)
    thanks = written(summary.kudos[:MOST_THANKS])
    length = sum(map(len, (*tips, *promises.lines, *thanks)))
    length += sum(len(f"{one.request}{one.reveal}") + 90 * len(one.rows) + 60 for one in scenes)
    to_write = _to_write(played, say)
    length += _WRITTEN * len(to_write)
    if more := max(0, len(summary.kudos) - MOST_THANKS):
        thanks += (say("report.thanks.more", count=more),)
    kept = (
        promises,
        Lines(say("report.tips"), tips),
        Lines(say("report.thanks"), thanks),
    )
    waiting = [one for one in practices if one not in details.trained]
    return TakeAway(
        language=language,
        title=say("report.title.team", team=details.team) if details.team else say("report.title"),
        head=_head(played, language),
        notice=say("report.lenient.title"),
        notice_why=say("report.lenient"),
        sections=(
            Section(
                say("report.played"),
                say("report.played.how" if scenes else "report.played.none"),
                scenes=scenes,
            ),
            *survey_sections(summary.surveys, language),
            *_lists(*kept),
            *_lists(*_practised(played, waiting, language, practices)),
            Section(
                lists=(_next(details, promises.lines, waiting, language, practices),),
                feet=(say("report.with_names" if names else "report.nameless"),),
            ),
            *to_write,
        ),
        size="roomy" if length < _ROOMY else "close" if length < _DENSE else "dense",
        day=played.day,
    )


def _promises(texts: Mapping[str, bool], say: Callable[..., str]) -> Lines:
    """Each promise, and whether the facilitator saw it kept; that one was not is never said."""
    kept = sum(texts.values())
    return Lines(
        say("report.promises.kept", number=kept) if kept else say("report.promises"),
        tuple(say("promise.kept", promise=text) if held else text for text, held in texts.items()),
    )


def _to_write(played: PlayedSession, say: Callable[[str], str]) -> tuple[Section, ...]:
    """The sentence that everybody finishes for themselves; where phones were, they asked for it."""
    phones = any(one.tally is not None and one.tally.by_phone for one, _ in played.scenes)
    if phones or not played.details.follow_ups:
        return ()
    halves = say("intention.when"), say("intention.first")
    return (Section(say("followup.title"), say("intention.sayable"), to_write=halves),)


def _lists(*lists: Lines) -> tuple[Section, ...]:
    """A section of those that hold anything; none without one."""
    found = tuple(one for one in lists if one.lines)
    return (Section(lists=found),) if found else ()


def _practised(
    played: PlayedSession, waiting: Sequence[str], language: str, practices: Mapping[str, str]
) -> tuple[Lines, Lines]:
    """What was trained, and what waits."""
    say, trained = Names(language).say, _trained(played)
    title = say("report.trained.count", count=len(trained)) if trained else say("report.trained")
    had = _named(trained[:MOST_NAMED], practices) or (say("report.trained.none"),)
    open_ = say("report.waiting", count=len(waiting))
    return Lines(title, had), Lines(open_, _named(waiting[:MOST_OPEN], practices))


def _next(
    details: SessionDetails,
    promises: Sequence[str],
    waiting: Sequence[str],
    language: str,
    practices: Mapping[str, str],
) -> Lines:
    names = Names(language)
    go_on = _named(details.follow_ups, practices)[:1]
    coming = names.listed(_named(waiting[:MOST_NEXT], practices))
    lines = (
        *(names.say("report.next.practice", practice=one) for one in go_on),
        *([names.say("report.next.promises")] if promises else ()),
        *([names.say("report.next.session", practices=coming)] if coming else ()),
    )
    return Lines(names.say("report.next"), lines)


def lead_page(played: PlayedSession, language: str, practices: Mapping[str, str]) -> TakeAway:
    """Half a page for the team's lead."""
    details, say = played.details, Names(language).say
    texts = dict.fromkeys(made.text for made in played.summary.promises)
    promises = tuple(without_names(text, details.names) for text in texts)
    trained = _named(_trained(played)[:MOST_OF_LEAD], practices)
    go_on = _named(details.follow_ups, practices)[:1]
    support = (
        *(say("report.lead.practice", practice=one) for one in go_on),
        say("report.lead.obstacle"),
        say("report.lead.praise"),
        *([say("report.lead.promises")] if promises else ()),
    )
    head = _head(played, language)
    return TakeAway(
        language=language,
        title=say("report.lead.title"),
        head=f"{isolate(details.team)} – {head}" if details.team else head,
        notice=say("report.lenient.title"),
        notice_why=say("report.lead.why"),
        sections=(
            *_lists(Lines(say("report.trained"), trained)),
            *_lists(Lines(say("report.lead.support"), support, promises)),
        ),
        size="roomy",
        day=played.day,
    )


def _trained(played: PlayedSession) -> tuple[str, ...]:
    """The practices of a session, those of the most scenes first."""
    every = [practice for _, own in played.scenes for practice in own.trained]
    return tuple(sorted(dict.fromkeys(every), key=lambda one: -every.count(one)))


def _named(numbers: Sequence[str], practices: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(practices[one] for one in numbers if one in practices)


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
    seats = (f"{say.seat(seat.seat)}: {isolate(seat.name)}" for seat in one.cast if seat.name)
    return Scene(
        number=say.figures(place),
        game=say.game(one.format),
        desk=titles.get(Kind.BUSINESS, ""),
        request=titles.get(Kind.PROMPT, ""),
        mood=titles.get(Kind.MOOD, ""),
        reveal=say.say("report.reveal", text=own.reveal) if own.reveal else "",
        cast=say.beside(seats) if names else "",
        rows=tuple(_rows(one, say)),
        choices=tuple(_choices(one, say)),
        voted=_voted(one, say) if one.tally else "",
    )


def _voted(one: RoundSummary, say: Names) -> str:
    """How many voted, whether they differed, what they ticked: a line."""
    assert one.tally is not None
    moves = sorted(one.tally.moves.items(), key=lambda item: -item[1])
    parts = (
        say.say("report.voted", count=_voters(one)),
        say.say("result.split") if one.tally.split else "",
        *(f"{say.move(move)} {say.say('result.times', number=count)}" for move, count in moves),
    )
    return " – ".join(filter(None, parts))


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


def _choices(one: RoundSummary, say: Names) -> list[Choice]:
    """How many chose what. A line that somebody wrote is told by its number alone."""
    counts = one.tally.choices if one.tally else {}
    return [
        Choice(
            say.own.get(f"option.{option}")
            or (say.say("vote.line", number=int(option)) if option.isdecimal() else option),
            say.figures(count),
        )
        for option, count in counts.items()
        if count
    ]
