"""How many phones there are, how many are expected to vote, and what figures that can give.

A program can join a thousand times in a second. What neither opened a page nor voted (`unseen`)
is no phone that anybody waits for.
"""

from improv.core.tally import FIGURES_FROM, RANKED_FROM
from improv.core.view_models import ProjectorView, VoteView


def joined_count(view: ProjectorView, unseen: int) -> int:
    """How many people who are here vote with a phone of their own."""
    return max(0, sum(one.votes and one.present for one in view.people) - unseen)


def voters_count(vote: VoteView, unseen: int) -> int:
    """How many may answer what is asked now; never fewer than have answered."""
    return max(vote.voted, vote.voters - unseen)


def small_room(view: ProjectorView, unseen: int) -> str:
    """What so few cannot have: figures (`none`) or a rank (`unranked`); empty for enough people."""
    if not view.has_vote or view.onlookers is None:
        return ""
    raters = view.onlookers - unseen
    if raters < FIGURES_FROM:
        return "none"
    return "unranked" if raters < RANKED_FROM else ""
