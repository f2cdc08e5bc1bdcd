"""Events as rows of the table: compact JSON. Knows no file and no meaning of an event."""

import json
from binascii import crc32
from collections.abc import Iterable
from typing import Any

from improv.director.ports import Record, SavedState

LIMIT = 1_000_000
"""The longest event that is accepted, in bytes of UTF-8."""


class Damaged(ValueError):
    """An event is not what was written."""

    def __init__(self, seq: int) -> None:
        """`seq` is its number in the session."""
        super().__init__(seq)
        self.seq = seq


Row = tuple[int, str, str, int | None]
"""seq, cause, the event as JSON, and the checksum of the three; none in older journals."""


_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


def _json(record: Record) -> str:
    text = _encode(record.event)
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        # Half of a surrogate pair is no UTF-8, but a phone can send one; as \ud800 it is kept.
        text = json.dumps(record.event, allow_nan=False, separators=(",", ":"))
        size = len(text)
    if size > LIMIT:
        raise ValueError(f"event {record.seq} is {size:,} bytes long; {LIMIT:,} are the most")
    return text


def to_rows(records: Iterable[Record]) -> list[Row]:
    """The rows of `records`. Raises ValueError for a gap, a repeat, or what is no JSON."""
    rows = [_row(record) for record in records]
    for place, (seq, *_) in enumerate(rows):
        if seq != rows[0][0] + place:
            raise ValueError(f"event {seq} stands where {rows[0][0] + place} should")
    return rows


def _row(record: Record) -> Row:
    text = _json(record)
    return record.seq, record.cause, text, _checksum(record.seq, record.cause, text)


def _checksum(seq: int, cause: str, event: str) -> int:
    return crc32(f"{seq}\0{cause}\0{event}".encode())


def are_whole(rows: list[Row], first: int) -> bool:
    """Whether these are the rows from seq `first` on, each with a checksum that fits."""
    return all(
        row[0] == seq and row[3] is not None and _is_whole(*row)
        for seq, row in enumerate(rows, start=first)
    )


def state_checksum(saved: SavedState, newest: int | None) -> int:
    """Of a saved state, with that of the `newest` event in it: of no other events' state."""
    return crc32(f"{saved.seq}\0{saved.fold}\0{newest}\0{saved.state}".encode())


def to_records(rows: list[Row], first: int | None) -> list[Record]:
    """The records of `rows`, from seq `first` on. Raises Damaged for the first that is damaged.

    Without `first` they are some of a session's, and have gaps.
    """
    for number, (seq, cause, text, checksum) in enumerate(rows):
        place = seq if first is None else first + number
        if seq != place or not _is_whole(seq, cause, text, checksum):
            raise Damaged(place)
    # One call for many rows takes half the time of one call a row.
    events = _events(rows) if rows else []
    return [Record(row[0], row[1], event) for row, event in zip(rows, events, strict=True)]


def _is_whole(seq: int, cause: str, text: str, checksum: int | None) -> bool:
    """Whether it is what was written; of an older journal, whether it may be."""
    try:
        return checksum in (None, _checksum(seq, cause, text))
    except UnicodeEncodeError:  # of bytes that are no UTF-8
        return False


def _events(rows: list[Row]) -> list[dict[str, Any]]:
    try:
        events: list[dict[str, Any]] = json.loads(f"[{','.join(row[2] for row in rows)}]")
    except ValueError:
        events = []
    if len(events) == len(rows) and all(type(event) is dict for event in events):
        return events
    if len(rows) == 1:
        raise Damaged(rows[0][0])
    return [event for row in rows for event in _events([row])]
