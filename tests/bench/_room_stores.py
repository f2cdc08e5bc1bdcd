"""Where the rooms of a benchmark are kept: files of their own, or a new database."""

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from tests.journal.postgres.server import PostgresServer, name_of

_VOTES = """
    SELECT count(DISTINCT event::json ->> 'voter')
    FROM improv.events JOIN improv.rooms ON rooms.number = events.room
    WHERE rooms.code = '{code}' AND event::json ->> 'type' = 'ballot_cast'
        AND event::json ->> 'round' = '{number}'
"""


@dataclass
class Files:
    """A folder for each room."""

    data: Path
    database = ""
    name = "files"

    @property
    def bare(self) -> str:
        """Where the bare server keeps its own."""
        return str(self.data / "bare")

    def votes(self, code: str, number: int) -> int:
        """Voters whose ballot of a round is in a room's journal."""
        file = self.data / "rooms" / code / "sessions.db"
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as connection:
            events = [json.loads(row[0]) for row in connection.execute("SELECT event FROM events")]
        cast = [event for event in events if event["type"] == "ballot_cast"]
        return len({event["voter"] for event in cast if event["round"] == number})


class Database:
    """A database for all rooms, and one for the bare server."""

    name = "PostgreSQL"

    def __init__(self, data: Path, server: PostgresServer) -> None:
        self.data, self._server = data, server
        self.database, self.bare = server.database(), server.database()

    def votes(self, code: str, number: int) -> int:
        """Voters whose ballot of a round is in the database."""
        asked = _VOTES.format(code=code, number=number)
        return int(self._server.sql(name_of(self.database), asked))


Store = Files | Database
