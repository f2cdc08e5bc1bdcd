"""A team that plays again and again: what it has had, and the games that it has had least."""

from collections.abc import Iterable, Sequence

from improv.core.formats import Format
from improv.core.state import TeamHistory
from improv.director.ports import Journal


def history_of(team: str, journal: Journal) -> TeamHistory:
    """What the team has played, from its newest session; each session begins with all before it."""
    from improv.core.event_codec import UnknownEvent
    from improv.core.team_history import history_after
    from improv.director.session_runner import restore

    for header in journal.sessions():
        if header.demo or not header.events or _team_of(header.id, journal) != team:
            continue
        try:
            return history_after(restore(header, journal).state)
        except UnknownEvent:  # of a later version: what is older is better than nothing
            continue
    return TeamHistory(team)


def _team_of(session: str, journal: Journal) -> str:
    opened = next(iter(journal.records(session))).event
    return str(opened.get("setup", {}).get("team", {}).get("name", ""))


def least_played(games: Iterable[Format], history: TeamHistory) -> Sequence[Format]:
    """Those that the team has had least; among these, those whose practices it has had least."""

    def had(game: Format) -> tuple[int, float]:
        trained = [history.practices.get(practice, 0) for practice in game.practices]
        return history.games.get(game.id, 0), sum(trained) / max(1, len(trained))

    games = sorted(games, key=lambda game: game.id)
    least = min(map(had, games), default=None)
    return [game for game in games if had(game) == least]
