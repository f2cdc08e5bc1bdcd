"""One live session: the single writer. Everything that happens goes through `act`.

An action is decided at once, journalled in a group with others, and only then answered and
shown. Lives on one asyncio loop; only `latest` and the session clock are read from outside.
"""

import asyncio
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import suppress

from improv.core import actions as a
from improv.core.draw import Deck
from improv.core.errors import Refusal, Why
from improv.core.event_codec import from_dict, to_dict
from improv.core.events import Event
from improv.core.formats import PhaseKind
from improv.core.session import decide, due, evolve
from improv.core.state import State
from improv.director.clock import SessionClock
from improv.director.live_view import LiveView, VisibleState
from improv.director.pending import Answer, Pending, written
from improv.director.ports import Note, NothingSaved, NotSaved, Record, Replaced, Trouble
from improv.director.room_log import Lost, RoomLog

MARK_SECONDS = 1.0
"""How often the clock's mark is stored while a clock runs."""

BEAT_SECONDS = 2.0
"""How often the loop says that it turns."""

ASLEEP_SECONDS = 10.0
"""A loop that did not turn for so long was asleep with its machine."""

RETRY_SECONDS = 1.0
"""How soon a disk that refused is asked again."""

HOSTED_RETRY_SECONDS = 0.25
"""The same where meanwhile nothing goes on."""

DOUBT_SECONDS = 2.0
"""So long who waits is not answered while nobody knows whether it was written."""

ANSWERS_KEPT = 4096
"""So many action ids are remembered; a phone repeats within seconds."""

ANSWER_SECONDS = 0.0001
"""About what it takes to send one answer."""


class Room(LiveView):
    """A session and its log. Call `act`; keep `run` going; read `latest`."""

    def __init__(
        self,
        session: str,
        state: State,
        seq: int,
        deck: Deck,
        log: RoomLog,
        clock: SessionClock,
        pushed: Callable[[], None],
        unwritten: tuple[Event, ...] = (),
    ) -> None:
        """`state` folds the `seq` events of the log and those `unwritten`: a new session's.

        `pushed` is called when there is something new to see.
        """
        super().__init__(deck, VisibleState(seq + len(unwritten), state, None), pushed)
        self.session = session
        self.clock = clock
        self._log = log
        self._durable, self._seq = state, seq
        self._head = state
        self._due: tuple[tuple[object, ...], int | None] = (None, None, None), None
        self._last_at = clock.now()
        self._queue: list[Pending] = []
        self._marked = self._last_at
        self._turned: tuple[float, int] | None = None
        """When the loop last said that it turns, in its seconds, and the instant then."""
        self._trouble: Trouble | None = None
        self._doubted: float | None = None
        """Since when, on the loop's clock, nobody knows what of the queue was written."""
        self.lost = False
        """Another process has the room."""
        self._ended = False
        self._answers: OrderedDict[str, asyncio.Future[Answer]] = OrderedDict()
        self.idle = threading.Event()
        """Nobody waits for an answer: the time to do something else."""
        self.idle.set()
        self._work = asyncio.Event()
        self._changed = asyncio.Event()
        self._opening: Pending | None = None
        """The first events of a new session, until they are written."""
        if unwritten:
            begun = asyncio.get_running_loop().create_future()
            self._opening = Pending(a.Tick(id=""), 0, unwritten, state, begun)
            self._queue.append(self._opening)
            self._work.set()
        self._set_clock()
        clock.changed = pushed

    @property
    def state(self) -> State:
        """The newest state, durable or (under a warning) not yet."""
        return self._head

    @property
    def durable(self) -> tuple[int, State]:
        """How many events are in the journal, and the state that they make."""
        return self._seq, self._durable

    @property
    def at(self) -> int:
        """The instant of the newest event, ms."""
        return self._last_at

    @property
    def epoch(self) -> int:
        """How often the room has changed its process; with the version, which moment is seen."""
        return self._log.epoch

    def remember(self, causes: Sequence[str]) -> None:
        """Answer these action ids as accepted: they were, before the program was restarted."""
        for cause in causes[-ANSWERS_KEPT:]:
            if cause:
                answered: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
                answered.set_result(None)
                self._answers[cause] = answered

    async def act(self, action: a.Action, at: int | None = None) -> Answer:
        """Do it, or say why not. Returns when it is durable. `at`: the instant, else now.

        Raises Lost where another process has the room.
        """
        if self.lost:
            raise Lost
        if action.id and (before := self._answers.get(action.id)) is not None:
            return await asyncio.shield(before)
        if self._stopped:
            return Refusal(Why.NOT_SAVED)
        now = max(self._last_at, self._now() if at is None else at)
        self._run_what_was_due(now)
        answer = self._decide(action, now)
        if not action.id:  # nobody else waits for this one
            return await answer
        if not (answer.done() and answer.result() == Refusal(Why.NOT_SAVED)):
            self._answers[action.id] = answer
            if len(self._answers) > ANSWERS_KEPT:
                self._answers.popitem(last=False)
        return await asyncio.shield(answer)

    async def run(self, *, wakes: bool = True) -> None:
        """Until cancelled: write, mark and, unless a demo does it, wake when something is due.

        Raises Lost when another process has the room.
        """
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._write())
                tasks.create_task(self._beat())
                if wakes:
                    tasks.create_task(self._wake())
        except* Lost:
            self._lose()
        if self.lost:
            raise Lost

    async def close(self) -> NotSaved | None:
        """Write what waits, and how far the clock has run. Why it could not be saved, or None."""
        if self.lost:
            return None
        try:
            if self._doubted is not None:
                await self._resolve()
            await self._commit(self._queue[:])
            await self._note_end(self._durable.kind is PhaseKind.END)
            await self._log.mark(self.clock.now())
        except NotSaved as error:
            return error
        except Lost:
            self._lose()
        return None

    # Deciding.

    def _decide(self, action: a.Action, now: int) -> "asyncio.Future[Answer]":
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        decision = decide(self._head, action, now, self.deck)
        if decision and action.durable and self._trouble:
            # A decision without events is answered: the ballot that counts is on the disk already.
            decision = Refusal(Why.NOT_SAVED)
        if isinstance(decision, Refusal):
            answer.set_result(decision)
            return answer
        if not decision and not self._queue:
            answer.set_result(None)
            return answer
        before = self._next_due()
        for event in decision:
            self._head = evolve(self._head, event)
        self._last_at = max(self._last_at, now)
        self._set_clock()
        self._queue.append(Pending(action, now, decision, self._head, answer))
        if self._trouble:
            answer.set_result(None)
            self._show(self._visible(self._head))
        else:
            self.idle.clear()
        self._work.set()
        if self._next_due() != before:
            self._changed.set()
        return answer

    def _run_what_was_due(self, now: int) -> None:
        """What was due before `now` comes first, at the very instant it was due."""
        while not self._stopped and (instant := self._next_due()) is not None and instant <= now:
            self._decide(a.Tick(id=""), max(instant, self._last_at))

    def _next_due(self) -> int | None:
        """When something is due; found anew when what decides it moved, not for every ballot."""
        head, (known, instant) = self._head, self._due
        facts = head.progress, head.offers, head.paused
        if any(new is not old for new, old in zip(facts, known, strict=True)):
            instant = due(head)
            self._due = facts, instant
        return instant

    def _set_clock(self) -> None:
        """The clock stands exactly while the game is paused."""
        ends = self._head.kind is PhaseKind.END
        still = self._head.over if ends else self._head.paused
        if still and not self.clock.held:
            self.clock.hold(self._last_at)
        elif not still and self.clock.held:
            self.clock.run(self._last_at)

    # Waiting.

    async def _wake(self) -> None:
        while True:
            self._changed.clear()
            instant = None if self._stopped else self._next_due()
            wait = None if instant is None else self.clock.seconds_until(instant)
            try:
                async with asyncio.timeout(wait):
                    await self._changed.wait()
            except TimeoutError:
                self._run_what_was_due(self._now())

    async def _beat(self) -> None:
        while True:
            self._turned = asyncio.get_running_loop().time(), self._now()
            await asyncio.sleep(BEAT_SECONDS)

    def _now(self) -> int:
        """The instant. What the machine slept through is no time of the session."""
        # Windows counts it, and each phase would end after the other with nobody there to see it.
        seconds = asyncio.get_running_loop().time()
        if self._turned is not None and seconds - self._turned[0] > ASLEEP_SECONDS:
            at = max(self._turned[1], self._last_at)
            self._turned = seconds, at
            self.clock.turn_back(at)
        return self.clock.now()

    # Writing: one task, so that a mark and a batch never race.

    async def _write(self) -> None:
        while True:
            if self._trouble:
                await asyncio.sleep(HOSTED_RETRY_SECONDS if self._stopped else RETRY_SECONDS)
            else:
                # Not wait_for: in Python 3.11 it may swallow that the room is cancelled.
                with suppress(TimeoutError):
                    async with asyncio.timeout(MARK_SECONDS):
                        await self._work.wait()
            self._work.clear()
            try:
                # Outside its lease another process may have the room: also where nothing happens.
                if self._doubted is not None or not self._log.holds():
                    await self._resolve()
                await self._commit(self._queue[:])
                await self._note_end(self._durable.over)
                await self._mark()
            except NotSaved as why:
                if self._log.keeps_on:
                    self._write_failed(why)
                else:
                    self._stop(why)

    async def _commit(self, batch: list[Pending]) -> None:
        """One durable write for all that waits; then their answers, then what is to be seen."""
        if not batch:
            return
        events = [(item.action.id, event) for item in batch for event in item.events]
        records = [
            Record(seq, cause, to_dict(event))
            for seq, (cause, event) in enumerate(events, start=self._seq + 1)
        ]
        if records:
            await self._log.append(records)
            self._marked = max(self._marked, events[-1][1].at)  # an event says it as well
        self._seq += len(records)
        self._opening = None
        self._durable = batch[-1].after
        del self._queue[: len(batch)]
        for item in batch:
            item.settle(None)
        # The answers go out one by one: those of a full room take a while.
        asyncio.get_running_loop().call_later(ANSWER_SECONDS * len(batch), self._become_idle)
        # While writing failed the head was shown already, and what was shown never goes back.
        shown = self._head if self._trouble else self._durable
        self._trouble = None
        self._show(self._visible(shown))

    def _become_idle(self) -> None:
        if not self._queue:
            self.idle.set()

    async def _note_end(self, ended: bool) -> None:
        if ended and not self._ended:
            await self._log.end()
            self._ended = True

    async def _mark(self) -> None:
        """Store the clock's mark, once a second while a clock runs and nothing else is stored."""
        now = self._now()
        runs = self._head.running.deadline is not None and not self.clock.held
        if self._trouble or (runs and now - self._marked >= 1000 * MARK_SECONDS):
            await self._log.mark(now)
            self._marked = now
            if self._trouble:
                self._trouble = None
                self._changed.set()
                self._show(self._visible(self._head))

    def _write_failed(self, why: NotSaved) -> None:
        """What must be durable is refused while the disk fails; steering goes on in memory."""
        # Nothing of a refused action has happened. What was decided after it saw a state in which
        # it had (a reveal that closed the vote behind a ballot, a seat beside a new name), so
        # everything behind it is decided anew, in its order and at its own instant, from what is on
        # the disk.
        self._trouble = why.trouble
        if isinstance(why, Replaced):
            self.note(Note(why.name, why.values))
        self.idle.set()
        waiting, self._queue, self._head = self._queue, [], self._durable
        anew = False
        for item in waiting:
            if item.action.durable:
                self._answers.pop(item.action.id, None)  # asked again, it may be accepted
                item.settle(Refusal(Why.NOT_SAVED))
                anew = True
                continue
            if anew:
                decision = decide(self._head, item.action, item.at, self.deck)
                if isinstance(decision, Refusal):
                    item.settle(decision)
                    continue
                item.events = decision
            for event in item.events:
                self._head = evolve(self._head, event)
            item.after = self._head
            self._queue.append(item)
            item.settle(None)
        self._set_clock()
        self._changed.set()
        self._show(self._visible(self._head))

    # Failing where nothing goes on in memory.

    @property
    def _stopped(self) -> bool:
        """Whether everything is refused until something can be written again."""
        return self._trouble is not None and not self._log.keeps_on

    def _stop(self, why: NotSaved) -> None:
        """Refuse everything from now on; what waits as well, where nothing of it was written."""
        self._trouble = why.trouble
        now = asyncio.get_running_loop().time()
        if self._doubted is None and not isinstance(why, NothingSaved):
            self._doubted = now
        if (
            self._doubted is None
            or now - self._doubted >= DOUBT_SECONDS
            or not self._log.holds()  # what is said now is not said for the room
        ):
            self._refuse_waiting()
        self.idle.set()
        self._changed.set()
        self._show(self._visible(self._durable))

    def _refuse_waiting(self, answer: Answer = Refusal(Why.NOT_SAVED)) -> None:  # noqa: B008
        waiting, self._queue, self._head = self._queue, [], self._durable
        for item in waiting:
            if item is self._opening:
                self._queue.append(item)
                continue
            self._answers.pop(item.action.id, None)  # asked again, it may be accepted
            item.settle(answer)
        self._set_clock()

    async def _resolve(self) -> None:
        """Read what was written, and answer who waits by what stands there."""
        tail = await self._log.tail(self._seq)
        self._seq += len(tail)
        there = written(self._queue, tail)
        for item in self._queue[:there]:
            item.settle(None)
        del self._queue[:there]
        known = 0 if self._opening is None else len(self._opening.events)
        if tail:
            self._opening = None
            for record in tail[known:]:  # a new session's state has its opening already
                self._durable = evolve(self._durable, from_dict(record.event))
        self._doubted = self._trouble = None
        self._refuse_waiting()
        self.remember([record.cause for record in tail])
        self._changed.set()
        self._show(self._visible(self._durable))

    def _lose(self) -> None:
        """Another process answers for the room: who waits here has to ask there."""
        self.lost = True
        for item in self._queue:
            item.lose(Lost())
        self._queue.clear()
        self.idle.set()

    # Showing.

    def _visible(self, state: State) -> VisibleState:
        waiting = sum(len(item.events) for item in self._queue) if state is self._head else 0
        return VisibleState(self._seq + waiting, state, self._trouble)
