"""What a vote came to, for the stage in a browser: the result of a scene, and the standings.

Shares are whole hundredths of a bar's width. Knows the room's tally; never who gave what.
"""

from collections.abc import Mapping
from types import MappingProxyType

from improv.core.tally import Distribution, Tally
from improv.core.view_models import StandingView
from improv.look import CRITERION_SHAPES
from improv.phones.payloads import Payload
from improv.phones.stage_words import Scene

MOVE_ICONS: Mapping[str, str] = MappingProxyType(
    {
        "listened": "bubble",
        "named_feeling": "heart",
        "light_laugh": "mask",
        "clear_step": "arrow",
        "plain_limit": "diamond",
        "bridge": "shop",
    }
)
MOST_STANDINGS = 5


def result(scene: Scene) -> Payload:
    """Hidden at first, then how the room judged; or words, where figures would name people."""
    tally = scene.view.result
    if tally is None:
        return {"form": "hidden"}
    told: Payload = {"badges": _badges(scene, tally), "said": _said(scene, tally)}
    if not tally.has_figures or not (tally.overall or tally.choices):
        title = scene.say("result.few" if tally.ballots else "result.no_votes")
        return {"form": "few", "few": title, **told}
    if tally.overall is None:
        return {**_favourite(scene, tally), **told}
    overall = {
        **_figures(scene, tally.overall),
        "split": tally.overall.split,
        "aloud": _aloud(scene, tally.overall),
    }
    if len(tally.criteria) > 1:
        rows = [
            {
                "id": criterion,
                "name": scene.criterion(criterion),
                "shape": shape_of(criterion),
                "median": counted.median,
                "parts": _parts(counted),
                "aloud": _aloud(scene, counted),
            }
            for criterion, counted in tally.criteria.items()
        ]
        return {"form": "several", "rows": rows, **overall, **told}
    criterion = next(iter(tally.criteria))
    bars = [
        {
            "grade": grade,
            "count": tally.overall.counts[grade - 1],
            "share": _share(tally.overall.counts[grade - 1], tally.overall.total),
        }
        for grade in (4, 3, 2, 1)
    ]
    words = scene.criterion(criterion, tally.overall.median)
    return {"form": "one", "bars": bars, "words": words, **overall, **told}


def shape_of(criterion: str) -> str:
    """Colour never speaks alone."""
    return CRITERION_SHAPES.get(criterion, "star")


def _favourite(scene: Scene, tally: Tally) -> Payload:
    """What the room picked or guessed, and what everything else got."""
    best, total = tally.favourites, sum(tally.choices.values()) or 1
    return {
        "form": "favourite",
        "label": scene.say("result.tie" if len(best) > 1 else "result.winner"),
        "best": " · ".join(scene.option(option) for option in best),
        "options": [
            {
                "name": scene.option(option),
                "count": count,
                "share": _share(count, total),
                "best": option in best,
            }
            for option, count in tally.choices.items()
        ],
    }


def _figures(scene: Scene, counted: Distribution) -> Payload:
    """The middle of the room, and the share of 3s and 4s."""
    csat = scene.say("result.percent", number=round(100 * counted.csat))
    return {"median": counted.median, "csat": csat}


def _aloud(scene: Scene, counted: Distribution) -> str:
    """The bars in words, for those who do not see them."""
    one, two, three, four = counted.counts
    return scene.say("result.counts", one=one, two=two, three=three, four=four)


def _parts(counted: Distribution) -> list[Payload]:
    """All four grades in one bar, the lowest first."""
    parts, x = [], 0.0
    for grade, count in enumerate(counted.counts, start=1):
        share = 100 * count / counted.total
        if count:
            parts.append({"grade": grade, "x": round(x, 2), "share": round(share, 2)})
        x += share
    return parts


def _share(count: int, total: int) -> float:
    return round(100 * count / total, 2)


def _badges(scene: Scene, tally: Tally) -> list[Payload]:
    """Moves that were seen, and players on themselves: five at most."""
    badges = [
        {
            "icon": MOVE_ICONS[move],
            "name": scene.say(f"move.{move}"),
            "figures": scene.say("result.times", number=count),
        }
        for move, count in sorted(tally.moves.items(), key=lambda item: -item[1])
    ]
    own = [
        {"icon": "people", "name": scene.seat(seat), "figures": scene.figures(_row(grades))}
        for seat, grades in tally.own.items()
    ]
    return [*badges[:4], *own[: 5 - min(len(badges), 4)]]


def _row(grades: tuple[int, ...]) -> str:
    return " ".join(map(str, grades))


def _said(scene: Scene, tally: Tally) -> str:
    """How many said so, and whether the scene is ranked: plainly, and never why."""
    said = []
    if tally.by_phone:
        said.append(scene.say("result.by_phone", count=tally.by_phone))
    if tally.by_hand:
        said.append(scene.say("result.by_hand", count=tally.by_hand))
    if tally.overall is not None and tally.has_figures and not tally.ranked:
        said.append(scene.say("result.unranked"))
    return " · ".join(said)


def standings(scene: Scene) -> Payload:
    """Scenes, not people; a list for each kind of ballot."""
    lists = scene.view.standings
    most = MOST_STANDINGS if len(lists) < 2 else MOST_STANDINGS - 1
    return {
        "lists": [
            {
                "criteria": [
                    {
                        "id": criterion,
                        "shape": shape_of(criterion),
                        "name": scene.criterion(criterion),
                    }
                    for criterion in scenes[0].tally.criteria
                ]
                if len(lists) > 1
                else [],
                "rows": [_standing(scene, one) for one in scenes[:most]],
                "more": scene.say("standings.more", count=len(scenes) - most)
                if len(scenes) > most
                else "",
            }
            for scenes in lists
        ]
    }


def _standing(scene: Scene, one: StandingView) -> Payload:
    overall = one.tally.overall
    return {
        "place": one.place,
        "title": scene.text(one.title),
        "under": scene.listed([seat.name for seat in one.cast])
        or scene.say("standings.scene", number=one.ordinal),
        **(_figures(scene, overall) if overall else {"median": None, "csat": ""}),
        "parts": _parts(overall) if overall else [],
    }
