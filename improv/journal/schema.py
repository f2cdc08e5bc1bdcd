"""The tables of the journal, as a list of migration steps from nothing to the newest layout.

A step that was released is never edited: a change is another step. The number of steps that a
file has taken is its layout, kept in SQLite's `user_version`. Does not know what events mean.
"""

import sqlite3
from collections.abc import Sequence

Step = tuple[str, ...]
"""SQL statements, one each."""

APPLICATION = 0x696D7076
"""SQLite's application_id of our files: "impv" in ASCII."""

_FIRST: Step = (
    f"PRAGMA application_id = {APPLICATION}",
    """
    CREATE TABLE sessions (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        opened TEXT NOT NULL,
        title TEXT NOT NULL,
        demo INTEGER NOT NULL,
        ended INTEGER NOT NULL DEFAULT 0,
        mark INTEGER NOT NULL DEFAULT 0
    )
    """,
    """
    CREATE TABLE events (
        session INTEGER NOT NULL REFERENCES sessions (number),
        seq INTEGER NOT NULL,
        cause TEXT NOT NULL,
        event TEXT NOT NULL,
        PRIMARY KEY (session, seq)
    ) WITHOUT ROWID
    """,
    """
    CREATE TRIGGER events_stay BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END
    """,
    """
    CREATE TRIGGER events_stand BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'events are never changed'); END
    """,
    """
    CREATE TRIGGER sessions_stay BEFORE DELETE ON sessions
    BEGIN SELECT RAISE(ABORT, 'sessions are never deleted'); END
    """,
    """
    CREATE TRIGGER sessions_stand BEFORE UPDATE OF number, id, opened, title, demo ON sessions
    BEGIN SELECT RAISE(ABORT, 'of a session only its mark and its end change'); END
    """,
)

_ONLY_ENDED = "(SELECT ended FROM sessions WHERE number = OLD.session) = 0"
_SECOND: Step = (
    # Of its event, with its place and cause; none on events that are older than this step.
    "ALTER TABLE events ADD COLUMN checksum INTEGER",
    # Whether its ballots name who cast them: that is forgotten when it ends.
    "ALTER TABLE sessions ADD COLUMN linked INTEGER NOT NULL DEFAULT 1",
    "DROP TRIGGER events_stay",
    "DROP TRIGGER events_stand",
    "DROP TRIGGER sessions_stay",
    "DROP TRIGGER sessions_stand",
    f"""
    CREATE TRIGGER events_stay BEFORE DELETE ON events WHEN {_ONLY_ENDED}
    BEGIN SELECT RAISE(ABORT, 'events of an open session are never deleted'); END
    """,
    f"""
    CREATE TRIGGER events_stand BEFORE UPDATE ON events WHEN {_ONLY_ENDED}
    BEGIN SELECT RAISE(ABORT, 'events of an open session are never changed'); END
    """,
    """
    CREATE TRIGGER sessions_stay BEFORE DELETE ON sessions WHEN OLD.ended = 0
    BEGIN SELECT RAISE(ABORT, 'an open session is never deleted'); END
    """,
    """
    CREATE TRIGGER sessions_stand BEFORE UPDATE OF number, id, opened, title, demo ON sessions
    BEGIN SELECT RAISE(ABORT, 'a session stays the one it is'); END
    """,
)

_THIRD: Step = (
    # A cache: whatever stands here is made again of the events.
    """
    CREATE TABLE states (
        session INTEGER PRIMARY KEY REFERENCES sessions (number),
        seq INTEGER NOT NULL,
        fold TEXT NOT NULL,
        state TEXT NOT NULL,
        checksum INTEGER NOT NULL
    )
    """,
)

STEPS: Sequence[Step] = (_FIRST, _SECOND, _THIRD)


def layout(connection: sqlite3.Connection) -> int:
    """The layout of the file: how many steps it has taken."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def migrate(connection: sqlite3.Connection, steps: Sequence[Step] = STEPS) -> None:
    """Take the steps that are missing, each in a transaction of its own.

    `connection` commits nothing by itself (isolation_level None). A step that fails raises
    sqlite3.Error and leaves the file as it was after the step before.
    """
    for version in range(layout(connection), len(steps)):
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in steps[version]:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {version + 1}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
