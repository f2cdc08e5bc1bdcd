"""What phones are offered at the end of a session: read beside the game, and never in its way."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import UTC, datetime

from improv.core.cards import Kind
from improv.packs.loading import load_pack
from improv.paths import CARDS
from improv.phones.follow_up import FollowUps, PracticeWords

QUESTIONS = CARDS / "self-check"
"""The pack of the questions that people ask themselves after a call."""

_log = logging.getLogger(__name__)


def follow_ups() -> FollowUps:
    """With this machine's clock, and no words yet."""
    return FollowUps(lambda: datetime.now(UTC).astimezone())


async def read_words(into: FollowUps) -> None:
    """Read the words of all languages, which takes a moment; a fault leaves them out."""
    try:
        into.words = await asyncio.to_thread(practice_words)
    except Exception:  # a game has its end without them
        _log.exception("the questions of the practices could not be read")


def practice_words() -> Mapping[str, Mapping[str, PracticeWords]]:
    """Number of a practice -> language -> its name and question. Raises PackProblems."""
    pack = load_pack(QUESTIONS)
    return {
        card.practices[0]: {
            language: PracticeWords(pack.practices[card.practices[0]][language], words[id_]["text"])
            for language, words in pack.words.items()
            if id_ in words and language in pack.practices[card.practices[0]]
        }
        for id_, card in pack.cards.items()
        if card.kind is Kind.CHECK
    }
