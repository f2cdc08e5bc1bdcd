"""When a format's twists come, and from which pile: its `twists`, checked and completed."""

from collections.abc import Mapping
from dataclasses import replace

from improv.core.cards import Kind
from improv.core.formats import Phase, PhaseKind, TwistRule
from improv.packs import fields
from improv.packs.format_words import turn_id
from improv.packs.loading import Tags
from improv.packs.problems import Source, entry, message, show
from improv.packs.tree import Node

PILES = tuple(str(kind) for kind in Kind if kind is not Kind.DAY)
"""What a game may draw; a day comes with its request."""
SECONDS = range(1, 3601)
"""Of a phase."""


def read_twists(
    source: Source,
    node: Node | None,
    phases: tuple[Phase, ...],
    tags: Tags | None,
) -> tuple[TwistRule, ...]:
    """The rules; one for a phase that repeats is for each time, or for its `turn`."""
    playing = {p.id: p for p in phases if p.kind is PhaseKind.PLAY and p.turn < 2}
    rules: list[TwistRule] = []
    for item in fields.items(source, node, "twists"):
        rule, only = _twist(source, item, playing, tags)
        turns = playing[rule.phase].turns if rule.phase in playing else 0
        rules += [
            rule if turn == 1 else replace(rule, phase=turn_id(rule.phase, turn))
            for turn in ([only] if only else range(1, turns + 1) or [1])
        ]
    return tuple(rules)


def _twist(
    source: Source, node: Node, playing: Mapping[str, Phase], tags: Tags | None
) -> tuple[TwistRule, int]:
    """A rule, and the one turn that it is for; 0 for every one."""
    ways = ("at", "every", "by_hand")
    known = ("phase", "turn", "pile", "tag", *ways, "most", "rounds")
    values = fields.table(source, node, entry("twists"), known, ("phase",))
    remedy = message("mend.phase", kind=str(PhaseKind.PLAY), listed=", ".join(playing))
    name = fields.choice(source, values.get("phase"), "phase", playing, remedy)
    pile = fields.choice(source, values.get("pile"), "pile", PILES)
    tag, turn = read_tag(source, values.get("tag"), pile, tags), 0
    if "tag" in values and "pile" not in values:
        what = message("found.only_with", field="tag", other="pile")
        source.add(values["tag"], what, message("mend.remove"))
    if name and "turn" in values and not playing[name].turns:
        what = message("found.only_with", field="turn", other="repeat")
        source.add(values["turn"], what, message("mend.remove"))
    elif name:
        turn = fields.number(source, values.get("turn"), "turn", range(1, playing[name].turns + 1))
    length = (playing[name].seconds if name else 0) or SECONDS[-1]
    inside, begins = range(1, max(length, 2)), range(max(length, 2))
    at: tuple[int, ...] = ()
    if "at" in values:
        times = fields.items(source, values["at"], "at", least=1)
        at = tuple(fields.number(source, item, "at", begins, -1) for item in times)
        if -1 not in at and list(at) != sorted(set(at)):
            what = message("found.times", field="at")
            source.add(values["at"], what, message("mend.sort"))
    elif "every" in values:
        every = fields.number(source, values["every"], "every", inside)
        at = tuple(range(every, length, every)) if every else ()
    by_hand = fields.flag(source, values.get("by_hand"), "by_hand", usual=False)
    if sum(way in values for way in ways) != 1:
        remedy = message("mend.like", example="at: [45]")
        source.add(node, message("found.twist", listed=", ".join(ways)), remedy)
    if "most" in values and "by_hand" not in values:
        what = message("found.only_with", field="most", other="by_hand")
        source.add(values["most"], what, message("mend.remove"))
    most = fields.number(source, values.get("most"), "most", range(1, 21), default=1)
    rounds = fields.number(source, values.get("rounds"), "rounds", range(1, 11), default=1)
    rule = TwistRule(name, Kind(pile) if pile else None, at, by_hand, most, tag, rounds)
    return rule, turn


def read_tag(source: Source, node: Node | None, pile: str, tags: Tags | None) -> str:
    """A tag that some card of the pile has; `tags` None where it is not known which there are."""
    tag = fields.slug(source, node, "tag")
    if node is not None and tag and pile and tags is not None:
        known = tags.get(Kind(pile), frozenset())
        if tag not in known:
            what = message("found.no_card_with", kind=pile, tag=show(tag))
            source.add(node, what, message("mend.tag", first="brings", second="needs"), tag, known)
    return tag
