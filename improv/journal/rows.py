"""Events as rows of the table: compact JSON. Knows no file and no meaning of an event."""

import json
from collections.abc import Iterable

from improv.director.ports import Record

LIMIT = 1_000_000
"""The longest event that is accepted, in bytes of UTF-8."""

Row = tuple[int, str, str]
"""seq, cause, the event as JSON."""


def _json(record: Record) -> str:
    text = json.dumps(record.event, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
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
    rows = [(record.seq, record.cause, _json(record)) for record in records]
    for place, (seq, _, _) in enumerate(rows):
        if seq != rows[0][0] + place:
            raise ValueError(f"event {seq} stands where {rows[0][0] + place} should")
    return rows


def to_records(rows: list[Row], first: int) -> list[Record]:
    """The records of `rows`, from seq `first` on. Raises ValueError for a gap or bad JSON."""
    # One call for many rows takes half the time of one call a row.
    events = json.loads("[" + ",".join([row[2] for row in rows]) + "]")
    records = [
        Record(seq, cause, event) for (seq, cause, _), event in zip(rows, events, strict=True)
    ]
    if [record.seq for record in records] != list(range(first, first + len(records))):
        raise ValueError(f"events are missing after {first - 1}")
    if not {type(event) for event in events} <= {dict}:
        raise ValueError(f"not everything from {first} on is an event")
    return records
