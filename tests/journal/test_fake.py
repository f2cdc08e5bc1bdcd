"""The journal that other tests use keeps the rules of the real one."""

from collections.abc import Callable

import pytest

from improv.director.ports import Journal, NotSaved, Trouble
from improv.journal.store import SqliteJournal
from tests.fakes import FakeJournal
from tests.journal.samples import records


@pytest.fixture(params=["real", "fake"])
def journal(request: pytest.FixtureRequest, begin: Callable[..., SqliteJournal]) -> Journal:
    """Each of the two, with a session of three events."""
    if request.param == "real":
        return begin(events=3)
    fake = FakeJournal()
    fake.open_session("s", "2026-01-02T03:04:05Z", "Tuesday", False)
    fake.append("s", records(1, 3))
    return fake


def test_both_answer_alike(journal: Journal) -> None:
    """A course of right and wrong calls ends the same with both."""
    journal.open_session("s", "2026-01-02T03:04:05Z", "Tuesday", False)
    with pytest.raises(ValueError, match="s"):
        journal.open_session("s", "2026-01-02T03:04:05Z", "Wednesday", False)
    journal.open_session("t", "2025-01-02T03:04:05Z", "", True)
    journal.append("s", records(2, 5))
    for wrong in (records(7, 7), records(0, 1), records(5, 5, name="another")):
        with pytest.raises(ValueError, match="event"):
            journal.append("s", wrong)
    for call in (lambda: journal.mark("u", 1), lambda: journal.records("u")):
        with pytest.raises(KeyError):
            call()
    journal.mark("s", 499)
    journal.mark("t", 20)
    journal.end_session("t")
    assert list(journal.records("s")) == records(1, 5)
    facts = [(head.id, head.events, head.mark, head.ended) for head in journal.sessions()]
    assert facts == [("t", 0, 20, True), ("s", 5, 500, False)]


def test_trouble_can_be_made() -> None:
    """While it is told to fail, the fake saves nothing and names the trouble."""
    fake = FakeJournal()
    fake.open_session("s", "2026-01-02T03:04:05Z", "Tuesday", False)
    fake.trouble = Trouble.FULL
    with pytest.raises(NotSaved, match=r"journal\.full"):
        fake.append("s", records(1, 1))
    fake.trouble = None
    fake.append("s", records(1, 1))
    assert list(fake.records("s")) == records(1, 1)
