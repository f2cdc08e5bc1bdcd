"""Names in the source and names in the catalogue: the same ones, asked for in the same way."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, nodes

import improv
from improv import paths
from improv.core.cards import CARD_FIELDS, MODELS, REPLIES, SLOTS, SPOKEN, Kind, Shape
from improv.core.errors import Why
from improv.core.formats import COACHING, MOVES, QUICK, Period, PhaseKind
from improv.core.plans import StepBallot, StepKind
from improv.core.roster import Door
from improv.core.setup_changes import choices
from improv.core.state import Setup
from improv.director.ports import Trouble
from improv.listening.troubles import Trouble as ListeningTrouble
from improv.look.themes import THEMES
from improv.phones.commands import OWN_REFUSALS
from improv.reports.deck_pdf import MAKE, PLAY
from improv.scenes.debrief import PAIRS
from improv.scenes.icons import SEAT_ICONS, TOKEN_ICONS
from improv.screen.keys import BINDINGS
from improv.screen.menus import LISTS, SEARCHED
from improv.voice.worker_client import Failure
from improv.wiring.choices import BALLOTS
from improv.wiring.home import LINES, TICKS
from improv.wiring.home_pages import TILES
from tests.locale.catalogues import forms, messages, placeholders

SOURCE = Path(improv.__file__).parent
CRITERIA = [criterion.id for criterion in (*QUICK, *COACHING)]
SELF = ("agent", "customer")
SAMPLE_COMMENTS = {
    found
    for file in sorted((paths.ASSETS / "new-pack").glob("*.yaml"))
    for found in re.findall(r"#: (?:.* = )?(\w+)$", file.read_text("utf-8"), re.MULTILINE)
} | {"foreign"}
FIELD_NAMES = {
    field.name
    for field in CARD_FIELDS
    if field.shape is Shape.TEXT and not field.name.startswith(SPOKEN)
}
EDITED = {
    field.name
    for field in CARD_FIELDS
    if field.shape not in (Shape.ID, Shape.TEXT, Shape.AUDIENCES) and field.name != "kind"
}
FAMILIES: Mapping[str, set[str]] = {
    "sheet.{}": {"column", "about", "kinds", "letters"},
    "sheet.note.{}": {"empty", "several", "language", "own", "stay"},
    "about.{}": {
        *(field.name for field in CARD_FIELDS if "." not in field.name and field.name not in SLOTS),
        *("reply", "model", "point", "think"),
    },
    "start.{}": {*TILES, *TICKS, *LINES, "game", "names", "packs", "only"},
    "start.{}.note": {f"{tile}.note" for tile in TILES},
    "start.theme.{}": set(THEMES),
    "start.ballot.{}": set(BALLOTS),
    "new.{}": set(SAMPLE_COMMENTS),
    "phase.{}": {kind.value for kind in PhaseKind},
    "period.{}": {period.value for period in Period},
    "seat.{}": set(SEAT_ICONS),
    "kind.{}": {kind.value for kind in Kind},
    "field.{}": FIELD_NAMES | {"answer"},
    "editor.{}": EDITED,
    "editor.{}.note": {f"{name}.note" for name in EDITED},
    "editor.{}.{}": {
        f"{field.name}.{one}"
        for field in CARD_FIELDS
        if field.name in EDITED
        for one in field.choices
    },
    "token.{}": set(TOKEN_ICONS),
    "token.{}.means": {f"{token}.means" for token in TOKEN_ICONS},
    "move.{}": set(MOVES),
    "criterion.{}": {*CRITERIA, *(f"{one}.{grade}" for one in CRITERIA for grade in range(1, 5))},
    "criterion.{}.question": set(),
    "self.{}": {f"{seat}{grade}" for seat in SELF for grade in ("", ".1", ".2", ".3", ".4")},
    "print.make.{}": {str(step) for steps in MAKE.values() for step in steps},
    "print.play.{}": {str(step) for step in PLAY},
    "solo.reply.{}": set(REPLIES),
    "solo.model.{}": set(MODELS),
    "lobby.{}": {"none", "unranked"},
    "invite.firewall.{}": {"windows", "macos"},
    "doctor.firewall.{}": {"windows", "macos"},
    "doctor.gate.{}": {"windows", "macos"},
    "debrief.{}.{}": {f"{pair}.{n}" for pair in range(1, PAIRS + 1) for n in (1, 2)},
    "refusal.{}": {why.value for why in Why} | set(OWN_REFUSALS),
    "refusal.{}.{}": {
        *(f"{Why.BAD_VALUE}.{problem}" for problem in ("number", "long", "empty")),
        *(
            f"{Why.EMPTY_PILE}.{kind}"
            for kind in Kind
            if kind not in (Kind.OBSERVER, Kind.TIP, Kind.DAY)
        ),
        f"{Why.EMPTY_PILE}.tag",
        f"{Why.CODE_NEEDED}.wrong",
    },
    "door.{}": {door.value for door in Door},
    "trouble.{}": {trouble.value for trouble in Trouble},
    "journal.{}": {trouble.value for trouble in Trouble},
    "doctor.failed.{}": {failure.value for failure in Failure} - {Failure.ERROR},
    "console.say.{}": {"changed", "signs", "foreign", "homograph", "written", "missing"},
    "key.{}": {binding.command.value for binding in BINDINGS},
    "facilitator.{}": {panel.value for panel in LISTS | SEARCHED},
    "facilitator.none.{}": {panel.value for panel in LISTS},
    "why.{}": {"new", "again", "picked"},
    "listening.trouble.{}": {trouble.value for trouble in ListeningTrouble},
    "plan.kind.{}": {StepKind.BREAK.value, StepKind.TALK.value},
    "plan.ballot.{}": {ballot.value for ballot in StepBallot},
    "setup.{}": {*choices(Setup(0))},
    "setup.value.{}": {
        name for one in choices(Setup(0)).values() for name in one if not name.isdecimal()
    },
    "wrong.{}": {"business", "format", "kind", "phase", "plan", "player", "session", "survey"},
    "wrong.{}.near": {
        f"{one}.near"
        for one in ("business", "format", "kind", "phase", "plan", "player", "session", "survey")
    },
}
"""What an f-string that makes a name can become."""

SAYING = {"say": 0, "phrase": 1, "toast": 1, "Toast": 0}
"""Calls that take a name, and where."""
RAISING = {"NotSaved": 0, "Unreadable": 0, "AlreadyOpen": 0}
"""The journal's errors. Whoever words them says which option chooses another folder."""
REFUSING = {"WrongUsage": 0, "CannotPlay": 0, "_wrong": 0}
"""The errors of a command, which word themselves."""
TELLING = {"plain": 1, "plain_here": 0, "message": 0, "Note": 0, **RAISING, **REFUSING}
"""The same of the console: elsewhere than on the screen `say` prints a line."""


@dataclass(frozen=True)
class Call:
    """A call of one of SAYING with a plain name."""

    where: str
    name: str
    values: frozenset[str]
    plain: bool
    """No `**values`."""


@cache
def _trees() -> tuple[tuple[Path, ast.Module], ...]:
    files = (file for file in sorted(SOURCE.rglob("*.py")) if "locale" not in file.parts)
    return tuple((file, ast.parse(file.read_text("utf-8"))) for file in files)


def _pages() -> Iterator[Call]:
    """What the phones' pages and reports say: `say("phone.in")`, or `say("a" if so else "b")`."""
    for file in sorted(paths.ASSETS.glob("*/*.html")):
        for call in Environment().parse(file.read_text("utf-8")).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "say":
                values = frozenset(keyword.key for keyword in call.kwargs)
                for name in _chosen(call.args[0]):
                    yield Call(f"{file.name}:{call.lineno}", name, values, True)


def _chosen(arg: nodes.Node | None) -> list[str]:
    if isinstance(arg, nodes.CondExpr):
        return _chosen(arg.expr1) + _chosen(arg.expr2)
    assert isinstance(arg, nodes.Const), "a page says what it says by its whole name"
    return [arg.value]


def _called(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _calls() -> Iterator[Call]:
    yield from _pages()
    wanted = _wanted()
    for file, tree in _trees():
        taking = SAYING if {"screen", "scenes"} & set(file.parts) else TELLING
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or _called(node) not in taking:
                continue
            given = node.args[taking[_called(node)] :][:1]
            for name in (n for arg in given for n in _constants(arg)):
                words = {keyword.arg for keyword in node.keywords}
                values = frozenset(word for word in words - {"detail"} if word)
                if _called(node) in RAISING:
                    values |= wanted.get(name, frozenset()) & {"option"}
                plain = _called(node) not in ("toast", "Toast", "Note") and None not in words
                yield Call(f"{file.name}:{node.lineno}", name, values, plain)


def _wanted() -> Mapping[str, frozenset[str]]:
    """The values that each message needs."""
    return {name: placeholders(forms(one)[-1]) for name, one in messages("en").items()}


def _constants(arg: ast.expr) -> list[str]:
    """A name, or the two of `a if b else c`."""
    if isinstance(arg, ast.IfExp):
        return _constants(arg.body) + _constants(arg.orelse)
    return [arg.value] if isinstance(arg, ast.Constant) and isinstance(arg.value, str) else []


def _literals() -> set[str]:
    """Every string that could be a name: some stand in tables, some in pages."""
    found = (node for _, tree in _trees() for node in ast.walk(tree))
    said = {n.value for n in found if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    return said | {call.name for call in _pages()}


def _patterns() -> set[str]:
    """The f-strings that begin as names do: `kind.{}`."""
    found = set()
    for _, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                parts = (p.value if isinstance(p, ast.Constant) else "{}" for p in node.values)
                found.add("".join(str(part) for part in parts))
    first = {name.partition(".")[0] for name in messages("en")}
    return {p for p in found if re.fullmatch(r"(\w+)\.[\w.{}]+", p) and p.split(".")[0] in first}


def test_every_name_that_is_said_has_words() -> None:
    """Those in calls; a table's are found by their families."""
    there = messages("en")
    assert [call for call in _calls() if call.name not in there] == []
    families = {name.partition(".")[0] for name in there if "." in name} - {"pause"}
    shaped = re.compile(rf"({'|'.join(families)})(\.[a-z_0-9]+)+")
    named = {text for text in _literals() if shaped.fullmatch(text)}
    assert sorted(named - set(there)) == []


def test_every_name_that_is_made_has_words() -> None:
    """Of what can be refused, drawn, seated, rated, pressed: all of it."""
    made = {pattern.replace("{}.{}", "{}") for pattern in FAMILIES}
    patterns = {pattern.replace("{}.{}", "{}") for pattern in _patterns()}
    assert patterns <= made, "a new kind of name: say in FAMILIES what it can be"
    assert sorted(_made() - set(messages("en"))) == []


def test_no_words_are_left_over() -> None:
    """What nobody says, nobody should have to translate."""
    assert sorted(set(messages("en")) - _literals() - _made()) == []


def _made() -> set[str]:
    return {
        pattern.partition("{")[0] + value
        for pattern, values in FAMILIES.items()
        for value in values
    }


def test_words_are_given_the_values_that_they_need() -> None:
    """No more and no fewer, and a count only where there is a plural."""
    wanted = _wanted()
    calls = [call for call in _calls() if call.plain]
    assert len(calls) > 200
    assert [call for call in calls if call.values != wanted[call.name]] == []


def test_no_words_are_in_the_code_of_the_screen() -> None:
    """Whatever is set in letters comes from a catalogue, a card or a person."""
    set_in_code = {
        text
        for file, tree in _trees()
        if "screen" in file.parts
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _called(node) in ("words", "line") and node.args
        for text in _outside_calls(node.args[0])
    }
    assert "–" in set_in_code, "the scan finds nothing"
    assert [text for text in set_in_code if re.search(r"[A-Za-z]", text)] == []


def test_no_words_are_in_the_code_of_the_console() -> None:
    """What keeps a command from running is the name of a message in the catalogues."""
    calls = [
        node
        for _, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _called(node) in REFUSING and node.args
    ]
    assert len(calls) > 10, "the scan finds nothing"
    written = {text for call in calls for text in _constants(call.args[0])}
    assert sorted(written - set(messages("en"))) == []


def _outside_calls(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif not isinstance(node, ast.Call):
        for inner in ast.iter_child_nodes(node):
            yield from _outside_calls(inner)
