"""Past sessions on the home screen: the list, one of them, and what can be done with it."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from improv.locale.phrases import isolate
from improv.scenes.menu import Menu, Row
from improv.scenes.past_sessions import PastSession, past_session_text
from improv.wiring.errors import CannotPlay
from improv.wiring.home_pages import Shown
from improv.wiring.past_sessions import past_sessions
from improv.wiring.sessions import read_journal


def sessions(shown: Shown, data: Path) -> Menu:
    """All that were begun, the newest first. Raises Unreadable."""
    rows = []
    for one in known(data, shown.language):
        text = past_session_text(one, shown.names)
        when = f"{text.day} {text.hour}"
        icon = "headset" if one.alone else "people"
        rows.append(Row(f"session:{one.id}", text.title, when, text.facts, icon=icon))
    lines = () if rows else (shown.names.say("start.past.none"),)
    return shown.page("past", rows, lines=lines)


def session(shown: Shown, data: Path, id_: str, *, sure: bool) -> Menu:
    """One of them; `sure`: whether it may be deleted is asked. Raises Unreadable."""
    say, there = shown.names.say, known(data, shown.language)
    one = next((one for one in there if one.id == id_), None)
    if one is None:  # deleted elsewhere meanwhile
        return shown.page("past", (), lines=(shown.names.say("start.gone"),))
    text = past_session_text(one, shown.names)
    lines = (f"{text.day} {text.hour}", text.lasted, text.state, text.facts)
    if sure:
        yes = Row("yes", say("start.delete.yes"), icon="erase", erases=True)
        asked = say("start.delete.sure")
        return shown.page(f"delete:{id_}", (yes,), title=text.title, lines=(asked,))
    rows = []
    if not one.alone:
        rows.append(Row("report", say("start.report"), icon="list", main=True))
    if one.resumes and not one.alone:
        rows.insert(0, Row(f"resume:{id_}", say("start.go_on"), icon="go", main=True))
    rows.append(Row(f"delete:{id_}", say("start.delete"), icon="erase"))
    return shown.page(f"session:{id_}", rows, title=text.title, lines=tuple(filter(None, lines)))


def delete(data: Path, id_: str, say: Callable[[str], str]) -> tuple[str, ...]:
    """Delete it wholly; what there is to know of it, in the words of `say`.

    Raises CannotPlay, AlreadyOpen, Unreadable, NotSaved.
    """
    from improv.journal.store import SqliteJournal
    from improv.wiring.deletion import delete_session, left_of

    with closing(SqliteJournal.open(data)) as journal:
        try:
            overwritten = delete_session(id_, data, journal)
        except KeyError:  # deleted elsewhere meanwhile
            return ()
        except OSError as fault:
            why = fault.strerror or str(fault)
            raise CannotPlay("cannot.write", path=str(fault.filename or data), why=why) from None
    if not overwritten:
        return (say("forget.busy"),)
    left = left_of(id_, data)
    return (say("delete.left"), *(isolate(str(one)) for one in left)) if left else ()


def known(data: Path, language: str) -> list[PastSession]:
    """All that were begun, the newest first; no demos. Raises Unreadable."""
    with closing(read_journal(data)) as journal:
        there = past_sessions(journal, language)
    return [one for one in there if one.has_begun and not one.demo]
