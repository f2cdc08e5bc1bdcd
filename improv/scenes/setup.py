"""What of the session the facilitator may change in the lobby, in words, and one step each way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from improv.core import actions as a
from improv.core.view_models import HostView
from improv.scenes.words import Names

STANDINGS = "standings"
"""In the list as if it were a field of the setup; it has an action of its own (AskStandings)."""
SURVEY = "survey:"
"""Before the id of a survey, which has one, too (AskSurvey)."""
_SWITCH = ("yes", "no")


@dataclass(frozen=True, slots=True)
class SetupLine:
    """One thing that can be changed."""

    field: str
    name: str
    value: str
    """What it is now, in words."""
    on: bool | None
    """Of what is there or not, which; None of what has other values."""
    forward: str
    """The name of the value that comes next; after the last comes the first."""
    back: str
    """The one before."""


def setup_lines(host: HostView, names: Names) -> tuple[SetupLine, ...]:
    """All of it, in its order; none once the lobby is left."""
    return tuple(_lines(host, names))


def _lines(host: HostView, names: Names) -> Iterator[SetupLine]:
    for setting in host.settings:
        name = names.say(f"setup.{setting.field}")
        yield _line(setting.field, name, setting.value, setting.values, names)
        if setting.field == "votes" and host.projector.votes:
            yield _switch(STANDINGS, names.say("host.standings"), host.standings, names)
    for survey in host.surveys:
        name = names.say("setup.survey", title=survey.name)
        yield _switch(f"{SURVEY}{survey.id}", name, survey.on, names)


def _switch(field: str, name: str, on: bool, names: Names) -> SetupLine:
    return _line(field, name, "yes" if on else "no", _SWITCH, names)


def _line(field: str, name: str, value: str, values: Sequence[str], names: Names) -> SetupLine:
    at = values.index(value)
    words = names.figures(value) if value.isdecimal() else names.say(f"setup.value.{value}")
    return SetupLine(
        field,
        name,
        words,
        on=value == "yes" if values == _SWITCH else None,
        forward=values[(at + 1) % len(values)],
        back=values[at - 1],
    )


def setup_action(field: str, value: str) -> a.Action:
    """What is asked for so that a line has the value of that name."""
    if field == STANDINGS:
        return a.AskStandings(on=value == "yes")
    if field.startswith(SURVEY):
        return a.AskSurvey(survey=field.removeprefix(SURVEY), on=value == "yes")
    return a.ChangeSetup(field=field, value=value)
