"""A small collection of valid files, and what checking says after a change to one of them."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from improv.packs.check import check
from improv.packs.problems import Problem

PRACTICES = """\
practices:
  A2: {en: "Say yes", fa: "بله بگو"}
  A6: {en: "Listen"}
  B1: {en: "Breathe"}
"""
CARDS = """\
pack: desk
names: {en: Desk, fa: میز}
cards:
  - {id: help, kind: business, practices: [A2]}
  - {id: mower, kind: prompt, practices: [A2, A6], heat: 2, businesses: [help]}
  - {id: uncle, kind: role, practices: [A2], secrets: {secret: agent}}
"""
ENGLISH = """\
help: {title: Help}
mower:
  title: The mower
  text: It will not start.
uncle: {title: The uncle, text: He has time., secret: He is lonely.}
"""
PERSIAN = """\
help: {title: کمک}
mower: {title: چمن‌زن, text: روشن نمی‌شود.}
uncle: {title: عمو, text: وقت دارد.}
"""
FORMAT = """\
id: quick
practices: [A2]
players: {least: 4, most: 9}
seats: [{id: agent}, {id: customer, count: 2}]
phases:
  - {id: brief, kind: brief, seconds: 10}
  - {id: play, kind: play, seconds: 90}
  - {id: bridge, kind: play, seconds: 20}
  - {id: guess, kind: guess, seconds: 10}
tail: {vote: 30, debrief: 60}
draws: [{reel: business, pile: business}, {reel: request, pile: prompt}]
twists:
  - {phase: play, pile: twist, at: [30, 60]}
  - {phase: play, every: 25}
  - {phase: bridge, pile: twist, by_hand: true, most: 4}
ballot:
  kinds: [rate, guess]
  criteria: [{id: plain, practices: [A6]}]
  options: [high, low]
tokens: {mute: 1, escalate: 2}
words:
  en:
    name: Quick
    objective: Be quick.
    cue: Ring.
    phases: {bridge: The bridge}
    criteria:
      plain: {name: Plain, 1: fog, 2: haze, 3: clear, 4: crystal}
    options: {high: Above, low: Below}
    tips: [Breathe., Wait.]
"""
FILES = {
    "practices.yaml": PRACTICES,
    "desk/cards.yaml": CARDS,
    "desk/en.yaml": ENGLISH,
    "desk/fa.yaml": PERSIAN,
    "formats/quick.yaml": FORMAT,
}
MARK = "▸"


def _written(collection: Path, files: Mapping[str, str]) -> list[str]:
    """Write the files without their marks; the places of the marks as `file:line:column`."""
    places = []
    for name, text in sorted(files.items()):
        file = collection / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.replace(MARK, ""), encoding="utf-8")
        for number, line in enumerate(text.split("\n"), 1):
            column = 1
            for letter in line:
                if letter == MARK:
                    places.append(f"{name}:{number}:{column}")
                else:
                    column += 1
    return places


@pytest.fixture(scope="session")
def valid() -> Mapping[str, bytes]:
    """The bytes of the valid files by their names in the collection."""
    return {name: text.encode() for name, text in FILES.items()}


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """A folder like cards/ with a pack `desk`, a format `quick` and practices, all valid."""
    _written(tmp_path, FILES)
    return tmp_path


def worded(found: Problem) -> str:
    """A problem as it was noted: `line:column: what (remedy)`."""
    what, remedy = found.what.say("en"), found.remedy.say("en")
    return f"{found.line}:{found.column}: {what} ({remedy})"


Expect = Callable[..., None]


@pytest.fixture
def expect(collection: Path) -> Expect:
    """Checks the collection with other files: `expect({name: text with marks}, *messages)`.

    A mark stands where a problem must be, one for each message, in order; nothing else may be
    found. A pair (old, new) as a file's text changes the valid file.
    """

    def expected(files: Mapping[str, str | tuple[str, str]], *messages: str) -> None:
        texts = {}
        for name, text in files.items():
            if isinstance(text, tuple):
                old, new = text
                assert FILES[name].count(old) == 1, f"{old!r} is not in {name} once"
                text = FILES[name].replace(old, new)
            texts[name] = text
        places = _written(collection, texts)
        assert len(places) == len(messages), "one mark for each message"
        report = check([collection])
        found = [line.removeprefix(f"{collection}/") for line in report.lines("en")]
        expected_lines = [f"{place}: {said}" for place, said in zip(places, messages, strict=True)]
        assert found == expected_lines

    return expected
