"""The console: lines go out, answers come in, and nobody is asked who is not there."""

import time
from io import StringIO

import pytest

from improv.terminal.console import SLOW_SECONDS, Console
from tests.fakes import FakeTerminal


def console(answer: str | None = None, *, seen: bool = False) -> Console:
    """A console where somebody answers, or nobody; whose complaints a terminal shows, or a file."""
    asked = StringIO() if answer is None else FakeTerminal(answer)
    return Console(asked, StringIO(), FakeTerminal() if seen else StringIO())


def texts(console: Console) -> tuple[str, str]:
    """What went to the output and to the errors."""
    assert isinstance(console.output, StringIO)
    assert isinstance(console.errors, StringIO)
    return console.output.getvalue(), console.errors.getvalue()


def test_lines_and_complaints_are_apart() -> None:
    """So that a list can be piped on while what is wrong is read."""
    used = console()
    used.say("a line")
    used.complain("a complaint")
    assert texts(used) == ("a line\n", "a complaint\n")


@pytest.mark.parametrize(
    ("answer", "yes"),
    [("\n", True), ("y\n", True), ("", True), ("n\n", False), (" NO \n", False), ("nein\n", False)],
)
def test_an_answer_is_yes_unless_it_is_no(answer: str, yes: bool) -> None:
    """Enter is yes, and so is the end of the input."""
    used = console(answer)
    assert used.confirm("Go on?") is yes
    assert texts(used) == ("Go on? ", "")


def test_with_nobody_there_the_answer_is_yes() -> None:
    """And nothing is asked: a script would wait for ever."""
    used = console()
    assert used.confirm("Go on?") is True
    assert texts(used) == ("", "")


def test_progress_is_one_line_that_changes() -> None:
    """In a terminal; a file would hold every state of it, and gets nothing."""
    used = console(seen=True)
    assert used.overwrite("1/2")
    assert used.overwrite("2/2")
    assert texts(used) == ("", "\r1/2\r2/2")
    logged = console()
    assert not logged.overwrite("1/2")
    assert texts(logged) == ("", "")


def test_a_wait_is_explained_only_when_it_is_long() -> None:
    """What is quick needs no words; what is slow is explained once, while it lasts."""
    quick, slow = console(), console()
    with quick.progress("reading"):
        pass
    with slow.progress("reading"):
        ends = time.monotonic() + 10 * SLOW_SECONDS
        while texts(slow) == ("", "") and time.monotonic() < ends:
            time.sleep(0.05)
        assert texts(slow) == ("", "reading\n")
    assert texts(quick) == ("", "")
