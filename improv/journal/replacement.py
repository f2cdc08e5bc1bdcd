"""Another file in the place of a journal that is in use: ours is put back.

A program that keeps folders alike on several machines may put an older copy there. Ours is still
open and whole, and keeps its name, so that resuming, the export and the doctor find it. The other
file is kept beside it if it holds anything that ours does not; knows nothing of what events mean.
"""

import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path

from improv.journal import file

_HOLDS_MORE = """
    SELECT EXISTS (
        SELECT 1 FROM other.sessions WHERE id NOT IN (SELECT id FROM main.sessions)
    ) OR EXISTS (
        SELECT 1
        FROM other.events AS theirs
        JOIN other.sessions AS copied ON copied.number = theirs.session
        JOIN main.sessions AS session ON session.id = copied.id
        LEFT JOIN main.events AS ours ON ours.session = session.number AND ours.seq = theirs.seq
        WHERE ours.seq IS NULL OR (session.linked AND ours.event IS NOT theirs.event)
    )
"""
# When a session ends its events are written anew, without a link between people and ballots: the
# older ones of a copy are known to be the same by their places, and the links must not stay in it.


def put_back(connection: sqlite3.Connection, path: Path, known: file.Identity) -> Path | None:
    """Put what `connection` holds at `path`, where another file is.

    `connection` is closed. `known` is the identity of its own file and log. Returns where the other
    file is kept now; None where ours holds all of it. Raises sqlite3.Error, OSError.
    """
    # Imported here because it takes 10 ms and is almost never needed.
    from shutil import copy

    draft = file.draft_of(path)
    with closing(file.open_draft(draft)) as target:
        target.execute("PRAGMA synchronous = FULL")
        connection.backup(target)
    numbered = (path.with_stem(f"{path.stem}-older-{number}") for number in count(1))
    aside = next(name for name in numbered if not name.exists())
    copy(path, aside)
    # A log of another identity is one that the other file has brought.
    if file.identity(path)[1:] != known[1:] and file.log_of(path).exists():
        copy(file.log_of(path), file.log_of(aside))
    connection.close()
    for left in (file.log_of(path), _shared_memory(path)):
        left.unlink(missing_ok=True)
    file.publish(draft, path)
    if _holds_more(aside, path):
        return aside
    for left in (file.log_of(aside), _shared_memory(aside), aside):
        left.unlink(missing_ok=True)
    return None


def _holds_more(other: Path, path: Path) -> bool:
    """Whether there is anything in the file `other` that the journal at `path` does not hold."""
    try:
        with closing(file.open_connection(path, "rw")) as connection:
            connection.execute("ATTACH ? AS other", (str(other),))
            return bool(connection.execute(_HOLDS_MORE).fetchone()[0])
    except sqlite3.Error:  # it is no journal, half of one, or of another layout: nobody can say
        return True


def _shared_memory(path: Path) -> Path:
    return path.with_name(path.name + "-shm")
