"""Problems of the card files: where, what is wrong, and what to do about it.

Knows how problems are collected, ordered, cut and shown, and which known word a wrong one
comes near. It does not know YAML, cards or formats, and it never prints.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Self

from improv.locale.phrases import phrase, without_isolates


@dataclass(frozen=True, slots=True)
class Message:
    """A name in locale/ and its values, which may be messages themselves.

    A reading makes thousands that nobody sees, so it is worded only when it is shown.
    """

    name: str
    values: "tuple[tuple[str, str | int | Message], ...]"

    def say(self, language: str) -> str:
        """The words in `language` for a console, safe to print whatever the values are."""
        return without_isolates(self.isolated(language))

    def isolated(self, language: str) -> str:
        """The same for a picture or a page: no value reorders the sentence around it."""
        values = {key: _worded(language, value) for key, value in self.values}
        return phrase(language, self.name, **values)


def _worded(language: str, value: str | int | Message) -> str | int:
    if isinstance(value, Message):
        return value.isolated(language)
    return show(value, 4096) if isinstance(value, str) else value


What = str | Message
"""What a problem is about: a field by the name it has in every file, or a thing in words."""


def message(name: str, /, **values: str | int | Message) -> Message:
    """The message `name`. A text is shown as it is, a number in the language's own digits."""
    return Message(name, tuple(values.items()))


@lru_cache
def entry(field: str) -> Message:
    """What one thing in the list `field` is called."""
    return message("part.entry", list=field)


def show(text: str, most: int = 40) -> str:
    """`text` safe to print: nothing invisible, no lone surrogate, not longer than `most`."""
    cut = text if len(text) <= most else text[: most - 3] + "..."
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode-escape").decode()
        for letter in cut
    )


SHOWN = 200
"""How many problems are listed; of the rest only the number is told."""
_KEPT = 1_000
"""How many problems of one file are kept for sorting."""
_COMPARISONS = 200_000
"""How many words are compared for near misses in one check; they take about a second."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file. Lines and columns count from 1, columns in characters."""

    file: Path
    line: int
    column: int
    what: Message
    remedy: Message

    def say(self, language: str) -> str:
        """One line to print: where it is, what is wrong and what to do."""
        what, remedy = self.what.say(language), self.remedy.say(language)
        return f"{self.place(language)}: {what} ({remedy})"

    def place(self, language: str) -> str:  # noqa: ARG002
        """Where it is; the language is that of what counts neither lines nor columns."""
        return f"{show(str(self.file), 4096)}:{self.line}:{self.column}"  # names of files are bytes

    @property
    def in_folder(self) -> str:
        """Where it is, by the names of the file and its folder alone."""
        file = show(f"{self.file.parent.name}/{self.file.name}", 100)
        return f"{file}:{self.line}:{self.column}"

    def isolated(self, language: str) -> str:
        """One line for a picture or a page."""
        what, remedy = self.what.isolated(language), self.remedy.isolated(language)
        return phrase(language, "found.at", place=self.in_folder, what=what, remedy=remedy)

    def at_letter(self, index: int, what: Message, remedy: Message) -> Self:
        """The same about a letter of the word that it is about."""
        return replace(self, column=self.column + index, what=what, remedy=remedy)

    @property
    def order(self) -> tuple[Path, str, int, int]:
        """What problems are sorted by."""
        return self.file, "", self.line, self.column


class PackProblems(Exception):
    """The files cannot be used. `problems` are in order; `more` were found beyond them."""

    def __init__(self, problems: tuple[Problem, ...], more: int = 0) -> None:
        super().__init__(problems, more)
        self.problems = problems
        self.more = more

    def lines(self, language: str) -> Iterator[str]:
        """What to print: a line for each problem, and how many more there are."""
        for problem in self.problems:
            yield problem.say(language)
        if self.more:
            yield message("found.more", count=self.more).say(language)

    def isolated(self, language: str, most: int) -> tuple[str, ...]:
        """What a picture or a page has room for: the first ones, and how many more there are."""
        lines = [problem.isolated(language) for problem in self.problems[:most]]
        if more := len(self.problems) - len(lines) + self.more:
            lines.append(message("found.more", count=more).isolated(language))
        return tuple(lines)


@dataclass(slots=True)
class Place:
    """A place in a file: line and column, from 1. Every node of a file is one."""

    line: int
    column: int

    def after(self, letters: int) -> "Place":
        """The place of a letter of the text that begins here."""
        return Place(self.line, self.column + letters)


TOP = Place(1, 1)


@dataclass(slots=True)
class Source:
    """One file, and what was found wrong in it."""

    file: Path
    found: list[tuple[Problem, str, Collection[str]]] = field(default_factory=list)
    """Each with a word, which may be meant to be one of those that are known."""
    count: int = 0
    draft: bytes | None = None
    """What it would hold: it is read in the place of what is on the disk."""

    def add(
        self,
        place: Place,
        what: Message,
        remedy: Message,
        word: str = "",
        known: Collection[str] = (),
    ) -> None:
        """Note a problem. Where `word` comes near one of `known`, that is what to do instead."""
        self.count += 1
        if len(self.found) < _KEPT:
            self.found.append((self._problem(place, what, remedy), word, known))

    @property
    def one_by_one(self) -> bool:
        """Whether each place is told by itself, however many have the same wrong: at a field."""
        return self.draft is not None

    def field_to_add(self, name: str) -> Message:
        """What to do where a field is missing."""
        return message("mend.add", line=f"{name}: ...")

    def where_to_write(self, card: str, field: str, language: str) -> Message:  # noqa: ARG002
        """What to do where a card has no such text."""
        return message("mend.add_under", line=f"{card}:", file=f"{language}.yaml")

    def _problem(self, place: Place, what: Message, remedy: Message) -> Problem:
        return Problem(self.file, place.line, place.column, what, remedy)


@dataclass(slots=True)
class Problems:
    """All the files of one reading, with what is wrong in them."""

    sources: dict[Path, Source] = field(default_factory=dict)
    drafts: Mapping[Path, bytes] = field(default_factory=dict)
    """What files would hold that are not written yet."""

    def source(self, file: Path) -> Source:
        """`file` with its problems; the same object every time."""
        return self.sources.setdefault(file, Source(file, draft=self.drafts.get(file)))

    def __bool__(self) -> bool:
        return any(source.count for source in self.sources.values())

    def in_order(self, most: int = SHOWN) -> tuple[tuple[Problem, ...], int]:
        """The first problems by file, line and column, and how many more there are."""
        from improv.packs.lookalikes import in_word  # which makes its messages by this file

        found = sorted(
            {item[0]: item for source in self.sources.values() for item in source.found}.values(),
            key=lambda item: item[0].order,
        )
        doubled = sum(len(source.found) for source in self.sources.values()) - len(found)
        count = sum(source.count for source in self.sources.values()) - doubled
        budget = _COMPARISONS
        problems = []
        for problem, word, known in found[:most]:
            if word and (strange := in_word(word)):
                problem = problem.at_letter(*strange)
            elif word and len(known) <= budget:
                budget -= len(known)
                if near := nearest(word, known):
                    problem = replace(problem, remedy=message("mend.near", name=show(near)))
            problems.append(problem)
        return tuple(problems), count - len(problems)

    def raise_any(self) -> None:
        """Raise PackProblems if there are any."""
        if self:
            raise PackProblems(*self.in_order())


def nearest(word: str, known: Collection[str]) -> str:
    """The known word that `word` was probably meant to be, or an empty text."""
    from difflib import get_close_matches  # 7 ms, and only mistakes need it

    folded = word.strip().casefold().replace("_", "-").replace(" ", "-")[:100]
    by_folded = {candidate.casefold(): candidate for candidate in known}
    if folded in by_folded:
        return by_folded[folded]
    alike = [text for text in by_folded if abs(len(text) - len(folded)) <= 3]
    close = get_close_matches(folded, alike, n=1, cutoff=0.6)
    return by_folded[close[0]] if close else ""
