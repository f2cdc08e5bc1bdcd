"""Records to append. Knows what an event looks like from outside, and no file."""

from improv.director.ports import Record


def records(first: int, last: int, **more: object) -> list[Record]:
    """Records of these numbers, in three scripts, each with `more` in its event."""
    return [
        Record(
            seq, f"key-{seq}", {"type": "joined", "at": seq * 100, "name": "لیلا אבי Ann"} | more
        )
        for seq in range(first, last + 1)
    ]
