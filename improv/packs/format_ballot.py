"""What a format asks at the vote: its `ballot`, checked and completed."""

from dataclasses import replace

from improv.core.cards import Audience
from improv.core.formats import (
    ROOM,
    Answer,
    BallotKind,
    BallotRule,
    Criterion,
    Format,
    PhaseKind,
    Seat,
    audience_of,
)
from improv.packs import fields
from improv.packs.loading import Tags
from improv.packs.practices import Practices, read_practice_list
from improv.packs.problems import Source, entry, message, show
from improv.packs.tree import Node, Table

_BALLOTS = tuple(map(str, BallotKind))


def read_ballot(source: Source, node: Node | None, practices: Practices) -> BallotRule:
    """The rule; what is wrong is noted."""
    if node is None:
        return BallotRule()
    known = ("kinds", "criteria", "options", "answer", "answer_for", "guessers", "ranked")
    values = fields.table(source, node, "ballot", known)
    nothing = fields.is_empty_list(values.get("kinds"))
    kinds = () if nothing else fields.choices(source, values.get("kinds"), "kinds", _BALLOTS)
    kinds = kinds if "kinds" in values else ("rate",)
    three = ("id", "practices", "again")
    criteria = tuple(
        Criterion(
            name,
            read_practice_list(source, criterion.get("practices"), practices),
            fields.flag(source, criterion.get("again"), "again", usual=False),
        )
        for name, criterion in fields.listed(
            source, values.get("criteria"), "criteria", three, ("id",)
        )
    )
    options: list[str] = []
    for item in fields.items(source, values.get("options"), "options", least=1):
        option = fields.slug(source, item, entry("options"))
        if option in options:
            what = message("found.twice", name=show(option))
            source.add(item, what, message("mend.keep_one"))
        options.append(option)
    answer_for, guessers = (
        fields.one_or_more(source, values[field], field, tuple(Audience)) if field in values else ()
        for field in ("answer_for", "guessers")
    )
    answer = fields.choice(source, values.get("answer"), "answer", tuple(map(str, Answer)))
    for field, listed, needs in (
        ("criteria", criteria, ("rate",)),
        ("options", options, ("pick", "guess")),
        ("answer", answer, ("guess",)),
        ("answer_for", answer_for, ("guess",)),
        ("guessers", guessers, ("guess",)),
    ):
        if kinds and listed and not set(needs) & set(kinds):
            what = message("found.ballot", field=field, listed=", ".join(needs))
            remedy = message("mend.ballot", kinds="kinds", field=field)
            source.add(values[field], what, remedy)
    if "guess" in kinds and len(options) < 2:
        remedy = message("mend.add", line="options: [...]")
        source.add(node, message("found.guess"), remedy)
    rule = BallotRule(tuple(map(BallotKind, kinds)), criteria, tuple(options))
    if answer:
        rule = replace(rule, answer=Answer(answer))
    if answer_for:
        rule = replace(rule, answer_for=frozenset(map(Audience, answer_for)))
    ranked = fields.flag(source, values.get("ranked"), "ranked", usual=True)
    rule = replace(rule, ranked=ranked)
    if guessers:
        rule = replace(rule, guessers=frozenset(map(Audience, guessers)))
    return rule


def check_guessers(source: Source, node: Node | None, format_: Format) -> None:
    """Note guessers who know the answer, who are no seat, or who have no time to guess."""
    if not isinstance(node, Table) or (given := node.entries.get("guessers")) is None:
        return
    ballot, place = format_.ballot, given[1]
    seats = {who for seat in format_.seats for who in audience_of(seat.id)}
    for who in sorted(ballot.guessers - ROOM):
        if who in ballot.answer_for:
            listed = ", ".join(sorted({*Audience} - {who, *ROOM, Audience.FACILITATOR}))
            remedy = message("mend.answer_for", field="answer_for", listed=listed)
            source.add(place, message("found.guesser_knows", who=who.value), remedy)
        elif who not in seats | {Audience.OBSERVER}:
            what = message("found.no_seat", who=who.value)
            source.add(place, what, message("mend.seat", listed=", ".join(map(_id, format_.seats))))
    timed = any(phase.kind is PhaseKind.GUESS for phase in format_.phases)
    if ballot.guessers != {Audience.OBSERVER} and not timed:
        what = message("found.guess_phase", field="guessers")
        source.add(place, what, message("mend.guess_phase", kind=str(PhaseKind.GUESS)))


def check_answers(source: Source, node: Node | None, format_: Format, tags: Tags) -> None:
    """Note options that no card of its draws makes the answer, where cards decide it."""
    ballot = format_.ballot
    tagged = ballot.answer is Answer.TAG and BallotKind.GUESS in ballot.kinds
    if not tagged or not isinstance(node, Table) or "options" not in node.entries:
        return
    piles = sorted({reel.pile for reel in format_.draws})
    known = frozenset[str]().union(*(tags.get(pile, ()) for pile in piles))
    for item in fields.items(source, node.entries["options"][1], "options"):
        option = fields.slug(source, item, entry("options"))
        if option not in known:
            what = message("found.no_card_with", kind=", ".join(piles), tag=show(option))
            source.add(item, what, message("mend.brings", field="brings"), option, known)


def _id(seat: Seat) -> str:
    return seat.id
