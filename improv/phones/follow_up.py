"""From the room to the desk: what a phone is asked and offered when the session is over.

One practice with a text to keep and a calendar file, and the two halves of a sentence that
somebody writes for themselves. Nothing of it is stored, nobody is told who took it, and what they
write never comes here (assets/phones/intention.js). Knows what practices are called and ask; which
one it is the core decides (core/follow_up.py).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from hashlib import sha256

from improv.locale.phrases import plain
from improv.phones.calendar import appointment
from improv.phones.payloads import Payload

WEEK = timedelta(days=7)
NINE = time(9)
_GAP = "\ufffc"


@dataclass(frozen=True, slots=True)
class PracticeWords:
    """A practice in one language."""

    name: str
    question: str
    """What people ask themselves after a call of it."""


@dataclass(slots=True)
class FollowUps:
    """What can be gone on with, and the clock of the place that the room is in."""

    now: Callable[[], datetime]
    """The local time, with its zone."""
    words: Mapping[str, Mapping[str, PracticeWords]] = field(default_factory=dict)
    """Number of a practice -> language -> its words. Empty until they are read: nobody waits."""

    def payload(self, practices: Sequence[str], language: str) -> Payload | None:
        """The sentence, and the first of these practices that has words in a language.

        None where nothing was practised.
        """
        if not practices:
            return None
        sentence = plain(language, "intention.sentence", when=_GAP, first=_GAP).split(_GAP)
        practice = next((one for one in practices if self._words(one, language)), "")
        words = self._words(practice, language)
        if words is None:
            summary = plain(language, "intention.summary")
            practised = dict.fromkeys(("practice", "name", "text", "after"), "")
        else:
            summary = plain(language, "followup.summary", practice=words.name)
            both = {"practice": words.name, "question": words.question}
            practised = {
                "practice": practice,
                "name": words.name,
                "text": plain(language, "followup.seed", **both),
                "after": plain(language, "intention.after", **both),
            }
        return {**practised, "summary": summary, "sentence": sentence}

    def calendar(self, practice: str, language: str, session: str) -> bytes | None:
        """The same day next week at nine, as a calendar file; None for an unknown practice."""
        words = self._words(practice, language)
        if words is None:
            return None
        now = self.now()
        seed = self.payload([practice], language)
        assert seed is not None
        return appointment(
            # A session's id stands in the journal, and is nobody's business.
            uid=f"{sha256(f'{session} {practice}'.encode()).hexdigest()[:24]}@improv",
            made=now,
            begins=datetime.combine(now.date() + WEEK, NINE),
            summary=seed["summary"],
            description=seed["text"],
            language=language,
        )

    def _words(self, practice: str, language: str) -> PracticeWords | None:
        return self.words.get(practice, {}).get(language)
