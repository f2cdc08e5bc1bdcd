"""A command line in the system's language: argparse, with our words in place of its own.

Knows argparse's sentences about a wrong command line, where its help has titles, and options that
several commands have; never which commands there are. A sentence that a later Python adds is
shown as it comes.
"""

import argparse
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NoReturn

from improv.locale.system import plain_here
from improv.terminal.console import Console

_QUOTE = re.compile(r"(?<!\w)['\"]|['\"](?!\w)")
_SENTENCES = (
    (r"the following arguments are required: (?P<names>.+)", "wrong.missing"),
    (r"expected (?:one|at least one) argument", "wrong.value"),
    (r"ignored explicit argument (?P<text>.+)", "wrong.no_value"),
    (r"not allowed with argument (?P<other>.+)", "wrong.together"),
    (r"ambiguous option: (?P<text>.+?) could match (?P<listed>.+)", "wrong.several"),
    (r"invalid choice: (?P<text>'.*?'|\".*?\").* \(choose from (?P<listed>.+)\)", "wrong.choice"),
    (r"invalid int value: (?P<text>.+)", "wrong.whole"),
)
"""What argparse says, and the name of what we say."""


class _Layout(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """An empty prefix is asked for where a command's name is made, none for people."""
        title = f"{plain_here('usage.usage')} " if prefix is None else prefix
        super().add_usage(usage, actions, groups, title)


class Parser(argparse.ArgumentParser):
    """An ArgumentParser whose help and complaints are in the catalogues."""

    def __init__(self, **how: Any) -> None:
        super().__init__(add_help=False, formatter_class=_Layout, **how)
        self._inputs = self.add_argument_group(plain_here("usage.group.input"))
        self._choices = self.add_argument_group(plain_here("usage.group.options"))
        self.add_argument("-h", "--help", action="help", help=plain_here("usage.help"))

    def add_argument(self, *names: str, **how: Any) -> argparse.Action:
        """Add one under our title, not argparse's."""
        group = self._choices if names[0].startswith("-") else self._inputs
        return group.add_argument(*names, **how)

    def parse_known_args(self, *given: Any, **how: Any) -> Any:
        """Refuse what is unknown where it stands: argparse would leave it to the whole command."""
        found, unknown = super().parse_known_args(*given, **how)
        if unknown:
            names, command = " ".join(unknown), f"{self.prog} --help"
            self.error(plain_here("wrong.unknown", names=names, command=command))
        return found, unknown

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line; exit code 2."""
        self.exit(2, f"{self.prog}: {_plainly(message)}\n")


def _plainly(message: str) -> str:
    """argparse's sentence in our words; words of our own stay."""
    before, colon, after = message.partition(": ")
    option = before.removeprefix("argument ") if colon and before.startswith("argument ") else ""
    text = after if option else message
    for sentence, name in _SENTENCES:
        if found := re.fullmatch(sentence, text, re.DOTALL):
            values = {key: _QUOTE.sub("", value) for key, value in found.groupdict().items()}
            text = plain_here(name, **values)
            break
    return f"{option}: {text}" if option else text


def epilog() -> str:
    """What every help ends with: the exit codes and where sessions are kept."""
    kept = plain_here("usage.kept", option="--data DIR", variable="IMPROV_DATA")
    return f"{plain_here('usage.codes')}\n{kept}\n"


def add_command(
    commands: Any, name: str, run: Callable[[argparse.Namespace, Console], int], summary: str
) -> argparse.ArgumentParser:
    """Add a command that `run` does. `summary` has no capital letter and no full stop."""
    description = f"{summary[0].upper()}{summary[1:]}."
    command: argparse.ArgumentParser = commands.add_parser(
        name, help=summary, description=description, epilog=epilog()
    )
    command.set_defaults(run=run)
    return command


def add_formats(command: Any) -> None:
    """Add the option for games of one's own."""
    formats = plain_here("usage.own_formats")
    command.add_argument(
        "--formats", action="append", type=Path, default=[], metavar="DIR|FILE", help=formats
    )


def add_data(command: Any) -> None:
    """Add the option for the data folder."""
    command.add_argument("--data", type=Path, metavar="DIR", help=plain_here("usage.data"))


def add_voices(command: Any) -> None:
    """Add the option for the folder of Piper's voices."""
    voices = plain_here("usage.voices", engine="Piper")
    command.add_argument("--voices", type=Path, metavar="DIR", help=voices)
