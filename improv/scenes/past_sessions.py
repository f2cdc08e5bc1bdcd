"""A session that was played, as a list of them says it: for the console and the home screen.

Nobody's name is in it: who was there is in the report, where it is asked for.
"""

from dataclasses import dataclass

from improv.locale.dates import date_text
from improv.locale.phrases import isolate
from improv.scenes.words import Names


@dataclass(frozen=True, slots=True)
class PastSession:
    """What is known of a session without playing it again."""

    id: str
    title: str
    """Its plan's name, else that of its first game."""
    team: str
    """Empty where the room is no team."""
    day: int
    """Since 1 January 1970, by the clock of the place."""
    hour: str
    """`18:05`."""
    minutes: int
    people: int
    """How many came: the names on the roster, and phones without one."""
    games: tuple[str, ...]
    """Those of which a scene began, in the order in which they first came."""
    rounds: int
    """How many scenes began."""
    demo: bool
    alone: bool
    """Whether somebody practised alone."""
    ended: bool

    @property
    def has_begun(self) -> bool:
        """Whether there is more of it than a lobby that was opened and closed."""
        return self.rounds > 0 or self.people > 0

    @property
    def resumes(self) -> bool:
        """Whether it can be resumed."""
        return self.has_begun and not self.ended


@dataclass(frozen=True, slots=True)
class PastSessionText:
    """One line of the list, in words."""

    day: str
    hour: str
    lasted: str
    state: str
    """Whether it has ended; a demo, somebody alone."""
    title: str
    facts: str
    """Team, people, scenes and games; empty where nothing was played."""


def past_session_text(one: PastSession, names: Names) -> PastSessionText:
    """The session in the language of `names`."""
    marks = (
        names.say("console.demo") if one.demo else "",
        names.say("console.alone") if one.alone else "",
        names.say("console.ended" if one.ended else "console.not_ended"),
    )
    facts = (
        isolate(one.team) if one.team else "",
        names.say("report.people", count=one.people) if one.people and not one.alone else "",
        names.say("report.scenes", count=one.rounds) if one.rounds else "",
        names.listed(game for game in one.games if game != one.title),
    )
    return PastSessionText(
        day=date_text(names.language, one.day),
        hour=names.figures(one.hour),
        lasted=names.say("report.minutes", count=one.minutes),
        state=f"{names.say('list.comma')} ".join(filter(None, marks)),
        title=one.title,
        facts=names.beside(facts),
    )
