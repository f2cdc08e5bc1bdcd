"""Formats: checked, and completed with the draw before and the tail behind."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from improv.core.cards import Desk, Kind
from improv.core.formats import (
    Answer,
    BallotKind,
    Criterion,
    Ends,
    Period,
    Phase,
    PhaseKind,
    Reel,
    Seat,
    TwistRule,
)
from improv.packs.check import check
from improv.packs.formats import load_formats
from improv.paths import CARDS
from tests.packs.conftest import FILES

QUICK = "formats/quick.yaml"
CARDS_FILE = "desk/cards.yaml"


def test_a_format_is_complete(collection: Path) -> None:
    """Every field of the file arrives, and what all formats share is written out."""
    quick = load_formats(collection / "formats")["quick"]
    assert (quick.id, quick.practices) == ("quick", ("A2",))
    assert quick.seats == (Seat("agent"), Seat("customer", 2))
    assert quick.phases == (
        Phase("draw", PhaseKind.DRAW, None, Ends.NEXT),
        Phase("brief", PhaseKind.BRIEF, 10, Ends.NEXT),
        Phase("play", PhaseKind.PLAY, 90, Ends.CLOCK),
        Phase("bridge", PhaseKind.PLAY, 20, Ends.CLOCK),
        Phase("guess", PhaseKind.GUESS, 10, Ends.CLOCK),
        Phase("bell", PhaseKind.BELL, 3, Ends.CLOCK),
        Phase("vote", PhaseKind.VOTE, 30, Ends.CLOCK),
        Phase("result", PhaseKind.RESULT, None, Ends.NEXT),
        Phase("debrief", PhaseKind.DEBRIEF, 60, Ends.NEXT),
    )
    assert quick.draws == (Reel("business", Kind.BUSINESS), Reel("request", Kind.PROMPT))
    assert quick.twists == (
        TwistRule("play", Kind.TWIST, (30, 60)),
        TwistRule("play", None, (25, 50, 75)),
        TwistRule("bridge", Kind.TWIST, (), by_hand=True, most=4),
    )
    assert quick.ballot.kinds == (BallotKind.RATE, BallotKind.GUESS)
    assert quick.ballot.criteria == (Criterion("plain", ("A6",)),)
    assert quick.ballot.options == ("high", "low")
    assert quick.tokens == {"mute": 1, "escalate": 2}
    assert quick.words == {
        "en": {
            "name": "Quick",
            "objective": "Be quick.",
            "cue": "Ring.",
            "phase.bridge": "The bridge",
            "criterion.plain": "Plain",
            "criterion.plain.1": "fog",
            "criterion.plain.2": "haze",
            "criterion.plain.3": "clear",
            "criterion.plain.4": "crystal",
            "option.high": "Above",
            "option.low": "Below",
            "tip.1": "Breathe.",
            "tip.2": "Wait.",
        }
    }


def test_a_format_says_who_knows_the_answer(collection: Path) -> None:
    """The customer, unless it says otherwise; one word or a list."""
    file = collection / QUICK
    text = file.read_text()
    assert load_formats(collection / "formats")["quick"].ballot.answer_for == {"customer"}
    for written, who in (("agent", {"agent"}), ("[agent, observer]", {"agent", "observer"})):
        file.write_text(text.replace("[high, low]", f"[high, low]\n  answer_for: {written}"))
        assert load_formats(collection / "formats")["quick"].ballot.answer_for == who


def test_a_format_says_who_guesses(collection: Path) -> None:
    """The room, unless it says otherwise."""
    file = collection / QUICK
    text = file.read_text()
    assert load_formats(collection / "formats")["quick"].ballot.guessers == {"observer"}
    file.write_text(text.replace("[high, low]", "[high, low]\n  guessers: [agent, observer]"))
    assert load_formats(collection / "formats")["quick"].ballot.guessers == {"agent", "observer"}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            "guessers: ▸customer",
            "customer guesses, and knows the answer "
            "(say who knows it, like answer_for: [agent, observer])",
        ),
        ("guessers: ▸agnt", "guessers cannot be `agnt` (did you mean agent?)"),
        (
            "guessers: [▸agent, boss]",
            "an entry of guessers cannot be `boss` "
            "(use one of: everyone, facilitator, customer, agent, observer)",
        ),
        (
            "guessers: ▸facilitator",
            "there is no seat `facilitator` (the seats are: agent, customer)",
        ),
    ],
)
def test_who_guesses_is_checked(expect: Callable[..., None], given: str, message: str) -> None:
    """Nobody guesses what they know, and nobody who is not there."""
    if "boss" in given:
        given = given.replace("▸", "").replace("boss", "▸boss")
    expect({QUICK: ("options: [high, low]", f"options: [high, low]\n  {given}")}, message)


def test_a_format_says_what_decides_the_answer(
    collection: Path, expect: Callable[..., None]
) -> None:
    """Chance, unless it says that a card's tag does; then some card has to bring each option."""
    assert load_formats(collection / "formats")["quick"].ballot.answer is Answer.CHANCE
    tagged = FILES[CARDS_FILE].replace("heat: 2", "heat: 2, brings: [high, low]")
    text = FILES[QUICK].replace("[high, low]", "[high, low]\n  answer: tag")
    expect({CARDS_FILE: tagged, QUICK: text})
    assert load_formats(collection / "formats")["quick"].ballot.answer is Answer.TAG
    expect(
        {CARDS_FILE: tagged.replace("low]", "lows]"), QUICK: text.replace("low]", "▸low]")},
        "no card of kind business, prompt has the tag `low` (did you mean lows?)",
    )
    expect(
        {CARDS_FILE: FILES[CARDS_FILE], QUICK: text.replace("[high, low]", "[▸high, ▸low]")},
        *(
            f"no card of kind business, prompt has the tag `{tag}` (give it to a card, in `brings`)"
            for tag in ("high", "low")
        ),
    )
    expect(
        {QUICK: FILES[QUICK].replace("[rate, guess]", "[rate, pick]\n  answer: ▸tag")},
        "`answer` needs a ballot of kind: guess (add it to `kinds`, or remove `answer`)",
    )


def test_a_format_says_when_it_comes_and_what_it_asks(collection: Path) -> None:
    """Its period, and how difficult, exposing and hot it is; the middle where it says nothing."""
    file = collection / QUICK
    quick = load_formats(collection / "formats")["quick"]
    assert (quick.period, quick.difficulty, quick.exposure, quick.heat) == (Period.CORE, 2, 2, 5)
    facts = "period: warm-up\ndifficulty: 3\nexposure: 1\nheat: 4\n"
    file.write_text(facts + file.read_text())
    quick = load_formats(collection / "formats")["quick"]
    assert (quick.period, quick.difficulty, quick.exposure, quick.heat) == ("warm-up", 3, 1, 4)
    assert quick.desk is Desk.HOME
    file.write_text("desk: foreign\n" + file.read_text())
    assert load_formats(collection / "formats")["quick"].desk is Desk.FOREIGN


def test_every_shipped_format_says_all_of_it() -> None:
    """None of them relies on what is taken where nothing is written."""
    for file in (CARDS / "formats").glob("*.yaml"):
        fields = re.findall(r"^(\w+):", file.read_text(encoding="utf-8"), re.MULTILINE)
        assert {"period", "difficulty", "exposure", "heat"} <= set(fields), file.name


def test_a_player_needs_time_to_guess(collection: Path, expect: Callable[..., None]) -> None:
    """At the vote the room votes; whoever plays guesses in a phase of its own."""
    text = (collection / QUICK).read_text(encoding="utf-8")
    start, end = text.index("  - {id: guess"), text.index("\n", text.index("kind: guess"))
    text = text[:start] + text[end + 1 :]
    text = text.replace("options: [high, low]", "options: [high, low]\n  guessers: ▸agent")
    expect({QUICK: text}, "`guessers` needs time to guess (add a phase of kind guess)")


GROUP = """- {id: brief, kind: brief, seconds: 10}
  - repeat: 3
    phases:
      - {id: play, kind: play, seconds: 90}
      - {id: short, kind: play, seconds: 5}
"""


def test_seats_may_be_taken_over_and_swap(collection: Path) -> None:
    """A phase says which seat is open in it, and which two change places as it begins."""
    file = collection / QUICK
    text = file.read_text(encoding="utf-8")
    text = text.replace("{id: customer, count: 2}", "{id: customer, volunteer: true}")
    text = text.replace("players: {least: 4, most: 9}", "players: {most: 9}")
    text = text.replace(
        "{id: bridge, kind: play, seconds: 20}",
        "{id: bridge, kind: play, seconds: 20, takeover: agent, swap: [customer, agent]}",
    )
    text = text.replace("tokens: {", "talk_first: true\ntokens: {")
    file.write_text(text, encoding="utf-8")
    quick = load_formats(collection / "formats")["quick"]
    assert quick.talk_first
    assert quick.seats == (Seat("agent"), Seat("customer", volunteer=True))
    assert (quick.least, quick.most, quick.needs) == (0, 9, 3)
    bridge = next(phase for phase in quick.phases if phase.id == "bridge")
    assert (bridge.takeover, bridge.swap) == ("agent", ("customer", "agent"))
    play = next(phase for phase in quick.phases if phase.id == "play")
    assert (play.takeover, play.swap) == ("", ())


def test_a_pick_has_a_question_of_its_own(collection: Path) -> None:
    """In every language that has one."""
    file = collection / QUICK
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("    cue: Ring.", "    cue: Ring.\n    question: Which?"), "utf-8")
    assert load_formats(collection / "formats")["quick"].say("en")["question"] == "Which?"


def test_a_group_of_phases_may_repeat(collection: Path) -> None:
    """Each time with an id and twists of its own, and the words of the first; the count is told."""
    file = collection / QUICK
    text = file.read_text().replace("- {id: brief, kind: brief, seconds: 10}\n", GROUP, 1)
    text = text.replace(
        "  - {id: play, kind: play, seconds: 90}\n  - {id: bridge", "  - {id: bridge"
    )
    text = text.replace("at: [30, 60]}", "at: [0, 60]}\n  - {phase: short, turn: 2, at: [3]}")
    words = "{bridge: The bridge, short: Short}\n    instructions: {short: Be short.}"
    file.write_text(text.replace("{bridge: The bridge}", words))
    quick = load_formats(collection / "formats")["quick"]
    own = [(phase.id, phase.turn, phase.turns) for phase in quick.phases[2:9]]
    assert own == [
        ("play", 1, 3),
        ("short", 1, 3),
        ("play-2", 2, 3),
        ("short-2", 2, 3),
        ("play-3", 3, 3),
        ("short-3", 3, 3),
        ("bridge", 0, 0),
    ]
    rings = [(rule.phase, rule.at) for rule in quick.twists if rule.pile is Kind.TWIST and rule.at]
    assert rings == [("play", (0, 60)), ("play-2", (0, 60)), ("play-3", (0, 60))]
    assert [rule.phase for rule in quick.twists if rule.at == (3,)] == ["short-2"]
    assert quick.words["en"]["phase.short-3"] == "Short"
    assert quick.words["en"]["instruction.short-3"] == "Be short."
    assert "phase.play-2" not in quick.words["en"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "repeat: 3",
            "repeat: ▸10000",
            "repeat cannot be `10000` (write a whole number from 2 to 10)",
        ),
        ("repeat: 3", "▸repeet: 3", None),
        ("kind: play, seconds: 5", "kind: ▸truth, seconds: 5", "play cannot come after truth"),
        ("id: short", "id: ▸play", "`play` is here twice (rename one; the first is at 8:14)"),
    ],
)
def test_a_slip_in_a_group(
    collection: Path, expect: Callable[..., None], old: str, new: str, message: str | None
) -> None:
    """A group that cannot follow itself, and one that would never end."""
    text = (
        (collection / QUICK)
        .read_text()
        .replace("- {id: brief, kind: brief, seconds: 10}\n", GROUP, 1)
    )
    text = text.replace(
        "  - {id: play, kind: play, seconds: 90}\n  - {id: bridge", "  - {id: bridge"
    )
    text = text.replace("{bridge: The bridge}", "{bridge: The bridge, short: Short}")
    assert text.count(old) == 1
    if message is None or "cannot come after" in message or "twice" in message:
        (collection / QUICK).write_text(text.replace(old, new.replace("▸", "")))
        found = [one.what.say("en") for one in check([collection]).problems]
        wanted = "unknown field `repeet`" if message is None else message.partition(" (")[0]
        assert any(wanted in one for one in found), found
        return
    expect({QUICK: text.replace(old, new)}, message)


def test_a_tag_is_one_that_a_card_has(collection: Path, expect: Callable[..., None]) -> None:
    """A near miss is suggested; without packs beside it nothing is said."""
    cards = (
        (collection / "desk/cards.yaml")
        .read_text()
        .replace("businesses: [help]", "businesses: [help], brings: [phone]")
    )
    tagged = ("pile: prompt}", "pile: prompt, tag: ▸fone}")
    message = "no card of kind prompt has the tag `fone` (did you mean phone?)"
    expect({QUICK: tagged, "desk/cards.yaml": cards}, message)
    file = collection / QUICK
    assert load_formats(collection / "formats")["quick"].draws[1].tag == "fone"
    file.write_text(file.read_text().replace("fone", "phone"))
    assert not check([collection]).problems


def test_where_all_play_nobody_sits_and_nothing_is_asked(collection: Path) -> None:
    """The round has no vote and no result."""
    (collection / "formats/all.yaml").write_text(
        """
id: all
practices: [A2]
players: {least: 2, most: 20}
seats: []
phases: [{id: brief, kind: brief, seconds: 5}, {id: play, kind: play, seconds: 9}]
draws: [{reel: request, pile: prompt}]
ballot: {kinds: []}
words: {en: {name: All, objective: Be many.}}
"""
    )
    game = load_formats(collection / "formats")["all"]
    assert (game.seats, game.ballot.kinds) == ((), ())
    assert [phase.id for phase in game.phases] == ["draw", "brief", "play", "bell", "debrief"]


def test_a_format_has_three_rules_and_two_questions_of_its_own(collection: Path) -> None:
    """Each line by its number."""
    file = collection / QUICK
    lines = "tips: []\n    rules: [a, b, c]\n    debrief: [d, e]"
    file.write_text(file.read_text().replace("tips: [Breathe., Wait.]", lines))
    words = load_formats(collection / "formats")["quick"].words["en"]
    assert [words[f"rule.{n}"] for n in (1, 2, 3)] == ["a", "b", "c"]
    assert [words[f"debrief.{n}"] for n in (1, 2)] == ["d", "e"]


def test_the_smallest_format(collection: Path) -> None:
    """Tail, twists, ballot and tokens may be left out."""
    (collection / "formats/small.yaml").write_text(
        """
id: small
practices: [A2]
seats: [{id: agent}]
phases: [{id: brief, kind: brief, seconds: 5}, {id: play, kind: play, seconds: 9}]
draws: [{reel: request, pile: prompt}]
words: {en: {name: Small, objective: Be small.}}
"""
    )
    small = load_formats(collection / "formats")["small"]
    tail = [(phase.id, phase.seconds) for phase in small.phases[-4:]]
    assert tail == [("bell", 3), ("vote", 20), ("result", None), ("debrief", 90)]
    assert small.ballot.kinds == (BallotKind.RATE,)
    assert (small.twists, small.tokens) == ((), {})


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "id: quick",
            "id: ▸quickly",
            "id is `quickly`, but the file is `quick.yaml` (give both the same name)",
        ),
        (
            "practices: [A2]",
            "practices: [▸A22]",
            "an entry of practices cannot be `A22` (did you mean A2?)",
        ),
        ("tail: {", "tail: {▸vot: 3, ", "unknown field `vot` in tail (did you mean vote?)"),
        ("vote: 30", "vote: ▸0", "vote cannot be `0` (write a whole number from 1 to 3600)"),
        (
            "players: {least: 4, most: 9}",
            "players: {▸leat: 4}",
            "unknown field `leat` in players (did you mean least?)",
        ),
        (
            "players: {least: 4, most: 9}",
            "players: ▸{least: 9, most: 4}",
            "`least: 9` is more than `most: 4` (swap the two numbers)",
        ),
        (
            "players: {least: 4, most: 9}",
            "players: {least: ▸3, most: 9}",
            "the seats hold 3, and somebody has to watch: `least: 3` is too few (write 4 or more)",
        ),
        (
            "players: {least: 4, most: 9}",
            "players: {most: ▸3}",
            "the seats hold 3, and somebody has to watch: `most: 3` is too few (write 4 or more)",
        ),
        (
            "players: {least: 4, most: 9}",
            "players: {least: ▸1}",
            "least cannot be `1` (write a whole number from 2 to 1000)",
        ),
        (
            "{id: bridge, kind: play, seconds: 20}",
            "{id: bridge, kind: play, seconds: 20, takeover: ▸agnt}",
            "takeover cannot be `agnt` (did you mean agent?)",
        ),
        (
            "{id: bridge, kind: play, seconds: 20}",
            "{id: bridge, kind: play, seconds: 20, takeover: ▸customer}",
            "takeover cannot be `customer` (the seats for one person are: agent)",
        ),
        (
            "{id: guess, kind: guess, seconds: 10}",
            "{id: guess, kind: guess, seconds: 10, takeover: ▸agent}",
            "`takeover` goes only with `kind: play` (remove it)",
        ),
        (
            "{id: bridge, kind: play, seconds: 20}",
            "{id: bridge, kind: play, seconds: 20, swap: ▸[agent]}",
            "swap takes two seats, not 1 (name the two seats, like [agent, customer])",
        ),
        (
            "{id: bridge, kind: play, seconds: 20}",
            "{id: bridge, kind: play, seconds: 20, swap: [agent, ▸agent]}",
            "`agent` is here twice (keep one)",
        ),
        (
            "{id: agent}, {id",
            "{id: agent, volunteer: ▸yes}, {id",
            "volunteer cannot be `yes` (use one of: true)",
        ),
        (
            "{id: customer, count: 2}",
            "{id: ▸agent, count: 2}",
            "`agent` is here twice (rename one; the first is at 4:14)",
        ),
        (
            "{id: brief, kind: brief, seconds: 10}",
            "{id: brief, kind: ▸play, seconds: 10}",
            "a round cannot begin with a phase of kind play (use one of: brief, ask)",
        ),
        (
            "kind: guess, seconds",
            "kind: ▸brief, seconds",
            "brief cannot come after play (after play may come: ask, play, guess, truth)",
        ),
        (
            "kind: guess, seconds",
            "kind: ▸gues, seconds",
            "kind cannot be `gues` (did you mean guess?)",
        ),
        (
            "kind: guess, seconds",
            "kind: ▸vote, seconds",
            "kind cannot be `vote` (use one of: brief, ask, play, guess, truth)",
        ),
        (
            "{id: guess, kind: guess",
            "{id: ▸vote, kind: guess",
            "a phase cannot be called `vote`: the program adds that one itself "
            "(rename it, or remove it)",
        ),
        ("pile: prompt", "pile: ▸promts", "pile cannot be `promts` (did you mean prompt?)"),
        (
            "{phase: play, every: 25}",
            "{phase: ▸pley, every: 25}",
            "phase cannot be `pley` (did you mean play?)",
        ),
        (
            "{phase: play, every: 25}",
            "{phase: ▸guess, every: 25}",
            "phase cannot be `guess` (name a phase of kind play: play, bridge)",
        ),
        (
            "every: 25",
            "every: ▸90",
            "every cannot be `90` (write a whole number from 1 to 89)",
        ),
        (
            "at: [30, 60]",
            "at: [30, ▸90]",
            "at cannot be `90` (write a whole number from 0 to 89)",
        ),
        (
            "at: [30, 60]",
            "at: ▸[60, 30]",
            "the times of `at` are not in order (sort them)",
        ),
        (
            "- {phase: play, every: 25}",
            "- ▸{phase: play, every: 25, at: [3]}",
            "a twist needs one of these, and only one: at, every, by_hand (write it like at: [45])",
        ),
        (
            "every: 25",
            "every: 25, most: ▸2",
            "`most` goes only with `by_hand` (remove it)",
        ),
        (
            "by_hand: true",
            "by_hand: ▸yes",
            "by_hand cannot be `yes` (use one of: true)",
        ),
        (
            "kinds: [rate, guess]",
            "kinds: [rate, guess, ▸guesses]",
            "an entry of kinds cannot be `guesses` (did you mean guess?)",
        ),
        (
            "criteria: [{id: plain, practices: [A6]}]",
            "criteria: [{id: plain, practices: [▸A61]}]",
            "an entry of practices cannot be `A61` (did you mean A6?)",
        ),
        (
            "kinds: [rate, guess]\n  criteria: [",
            "kinds: [guess]\n  criteria: ▸[",
            "`criteria` needs a ballot of kind: rate (add it to `kinds`, or remove `criteria`)",
        ),
        (
            "kinds: [rate, guess]\n  criteria: [{id: plain, practices: [A6]}]\n  options: [",
            "kinds: [rate]\n  criteria: [{id: plain, practices: [A6]}]\n  options: ▸[",
            "`options` needs a ballot of kind: pick, guess "
            "(add it to `kinds`, or remove `options`)",
        ),
        (
            "options: [high, low]",
            "options: [high, low, ▸high]",
            "`high` is here twice (keep one)",
        ),
        (
            "seats: [{id: agent}, {id: customer, count: 2}]",
            "seats: ▸[]",
            "nobody sits, and so nobody can be judged (write it like ballot: {kinds: []})",
        ),
        ("tail: {", "huddle: ▸no\ntail: {", "huddle cannot be `no` (use one of: false)"),
        (
            "  options: [high, low]",
            "  options: [high, low]\n  ▸rankd: false",
            "unknown field `rankd` in ballot (did you mean ranked?)",
        ),
        (
            "tail: {",
            "period: ▸warmup\ntail: {",
            "period cannot be `warmup` (did you mean warm-up?)",
        ),
        (
            "tail: {",
            "difficulty: ▸4\ntail: {",
            "difficulty cannot be `4` (write a whole number from 1 to 3)",
        ),
        (
            "tail: {",
            "exposure: ▸high\ntail: {",
            "exposure cannot be `high` (write a whole number from 1 to 3)",
        ),
        ("tail: {", "heat: ▸6\ntail: {", "heat cannot be `6` (write a whole number from 1 to 5)"),
        (
            "tail: {",
            "▸dificulty: 1\ntail: {",
            "unknown field `dificulty` in the file (did you mean difficulty?)",
        ),
        ("tail: {", "desk: ▸forein\ntail: {", "desk cannot be `forein` (did you mean foreign?)"),
        (
            "tail: {",
            "desk: ▸foreign\ntail: {",
            "no request of these packs can come to such a desk: foreign "
            "(see `businesses` and `desk` of the requests, or ask for another desk)",
        ),
        ("mute: 1", "▸mut: 1", "unknown field `mut` in tokens (did you mean mute?)"),
        ("mute: 1", "mute: ▸many", "mute cannot be `many` (write a whole number from 1 to 9)"),
        ("  en:\n    name", "  en:\n    ▸nam: x\n    name", None),
        (
            "    name: Quick\n    objective: Be quick.\n",
            "    ▸objective: Be quick.\n",
            "words in en has no `name` (add `name: ...`)",
        ),
        (
            "    name: Quick\n    objective: Be quick.\n    cue: Ring.\n",
            "    ▸name: Quick\n    objective: Be quick.\n",
            "words in en has no `cue` (add `cue: ...`)",
        ),
        (
            "{bridge: The bridge}",
            "▸{play: Play}",
            "phases has no `bridge` (add `bridge: ...`)",
        ),
        (
            "{bridge: The bridge}",
            "{bridge: The bridge, ▸brigde: X}",
            "unknown field `brigde` in phases (did you mean bridge?)",
        ),
        (
            "plain: {name: Plain, 1: fog, 2: haze, 3: clear, 4: crystal}",
            "plain: ▸{name: Plain, 1: fog, 2: haze, 3: clear}",
            "`plain` has no `4` (add `4: ...`)",
        ),
        (
            "{high: Above, low: Below}",
            "▸{high: Above}",
            "options has no `low` (add `low: ...`)",
        ),
        (
            "tips: [Breathe., Wait.]",
            "rules: ▸[We play., We judge.]",
            "rules has 2 lines, not 3 (write 3)",
        ),
        (
            "tips: [Breathe., Wait.]",
            "instructions: {▸vote: Judge.}",
            "unknown field `vote` in instructions (use one of: brief, play, bridge)",
        ),
        (
            "tips: [Breathe., Wait.]",
            "debrief: ▸[]",
            "debrief is an empty list (name at least one)",
        ),
        (
            "tips: [Breathe., Wait.]",
            "tips: ▸Breathe.",
            "tips must be a list, not a text (write [one, two], or lines that begin with -)",
        ),
    ],
)
def test_each_slip_in_a_format(
    expect: Callable[..., None], old: str, new: str, message: str | None
) -> None:
    """One wrong thing in a format gives one problem, at its place, with its remedy."""
    message = message or "unknown field `nam` in words in en (did you mean name?)"
    expect({QUICK: (old, new)}, message)


def test_a_format_needs_something_to_vote_on(collection: Path, expect: Callable[..., None]) -> None:
    """A brief alone is no scene."""
    text = (collection / QUICK).read_text(encoding="utf-8")
    start, end = text.index("phases:\n"), text.index("\n", text.index("kind: guess"))
    text = text[:start] + "phases: ▸[{id: brief, kind: brief, seconds: 5}]" + text[end:]
    text = text[: text.index("twists:")] + text[text.index("ballot:") :]
    text = text.replace("    phases: {bridge: The bridge}\n", "")
    expect(
        {QUICK: text},
        "the last phase is brief: there is nothing to vote on (after brief may come: ask, play)",
    )


def test_a_guess_needs_options(collection: Path, expect: Callable[..., None]) -> None:
    """A guess with nothing to choose from is told at the ballot, and so are words for nothing."""
    text = (collection / QUICK).read_text(encoding="utf-8")
    text = text.replace("  options: [high, low]\n", "").replace("  kinds:", "  ▸kinds:")
    text = text.replace("{high: Above, low: Below}", "{▸high: Above}")
    expect(
        {QUICK: text},
        "a guess has fewer than two options (add `options: [...]`)",
        "unknown field `high` in options (remove it)",
    )


def test_a_file_of_nothing_names_all_that_is_needed(expect: Callable[..., None]) -> None:
    """Every field that a format must have is told at once."""
    needed = ["id", "practices", "seats", "phases", "draws", "words"]
    messages = [f"the file has no `{name}` (add `{name}: ...`)" for name in needed]
    expect({QUICK: "▸▸▸▸▸▸tail: {}"}, *messages)
