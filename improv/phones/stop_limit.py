"""How often a phone may ask to stop a scene: once.

It is kept in memory alone, or the journal would tell who asked. After a restart each phone has its
one time again, which harms nobody.
"""


class StopLimit:
    """Which voters have asked to stop the scene of the newest round."""

    def __init__(self) -> None:
        self._round, self._asked = 0, set[str]()

    def reached(self, voter: str, number: int) -> bool:
        """Whether they have asked in round `number` already."""
        return number == self._round and voter in self._asked

    def note(self, voter: str, number: int) -> None:
        """They ask in round `number`; those of another round are forgotten."""
        if number != self._round:
            self._round, self._asked = number, set()
        self._asked.add(voter)
