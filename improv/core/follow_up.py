"""From the room to the desk: which practice of a session somebody may go on with.

One is enough. It is one that this session trained, and of those the one that the team has trained
least, in all its sessions: what comes back again and again needs no reminder.
"""

from collections import Counter

from improv.core.state import State


def follow_ups(state: State) -> tuple[str, ...]:
    """The practices that this session trained, the one to go on with first; none without a scene.

    Among those that were trained as often it is the one of the latest scene.
    """
    trained: Counter[str] = Counter(state.setup.team.practices)
    latest: dict[str, int] = {}
    for number, scene in enumerate(state.scenes):
        for practice in scene.trained:
            trained[practice] += 1
            latest[practice] = number
    return tuple(sorted(latest, key=lambda one: (trained[one], -latest[one], one)))
