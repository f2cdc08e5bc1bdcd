"""A shift of somebody alone on the console: each scene is printed once, and lines are read.

Whoever reads with a screen reader, or has no display, plays so. Nothing is drawn over, no escape
code is sent, and no scene has to be read before its clock runs out: what was printed stays.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from improv.core import actions as a
from improv.core.errors import Refusal, Why
from improv.core.formats import PhaseKind
from improv.core.roster import clean_line
from improv.director.ports import Snapshot, Watch
from improv.director.waker import Waker
from improv.locale.phrases import without_isolates
from improv.scenes.listening import ListeningScene, open_microphone
from improv.scenes.play import PlayScene
from improv.scenes.scene import Scene, scene_of
from improv.scenes.solo import ChoiceScene, QuotesScene
from improv.scenes.words import refusal_words
from improv.terminal.line_reader import LineReader
from improv.terminal.shift_lines import heard_lines, notice_line, request_of, scene_lines

POLL_SECONDS = 0.5
"""How soon Ctrl+C is noticed on systems where it does not interrupt waiting."""

ANSWER_SECONDS = 30.0
"""A line waits so long, at most, for what the line before it leads to: cards may still be read."""

K = PhaseKind

_LETTERS: Mapping[str, str] = {
    **dict.fromkeys("uعו", "u"),
    **dict.fromkeys("pحפ", "p"),
    **dict.fromkeys("rقר", "r"),
    **dict.fromkeys("mئةצ", "m"),
    **dict.fromkeys("qض/", "q"),
    **dict.fromkeys("?؟", "?"),
}
"""A letter, and what the same key writes in Persian, Arabic and Hebrew -> the command."""


HELP = (
    "terminal.next",
    "terminal.help.choice",
    "terminal.help.undo",
    "terminal.help.pause",
    "terminal.help.repeat",
    "terminal.help.mute",
    "terminal.help.quit",
)
"""What can be typed."""


class TerminalShift:
    """Shows a room on the console until the shift is over, or nobody types any more."""

    def __init__(
        self,
        room: Watch,
        waker: Waker,
        reader: LineReader,
        say: Callable[[str], None],
        monotonic: Callable[[], float],
        *,
        latin_digits: bool = False,
    ) -> None:
        """`waker` is set when there is something new of the room, or of the `reader`.

        `monotonic` is a clock in seconds.
        """
        self._room, self._waker, self._reader, self._say = room, waker, reader, say
        self._monotonic = monotonic
        self._latin = latin_digits
        self._key = self._request = self._twist = self._note = self._warning = ""
        self._paused, self._muted, self._listens = False, False, False
        self._heard: ListeningScene | None = None
        self._token, self._count = secrets.token_hex(4), 0
        self._posted: tuple[object, float] | None = None
        """What a line's action changes, as it was, and when: the next line waits for that."""

    def show(self) -> bool:
        """Until the shift is over (True), or the input ended or asked to (False)."""
        while not self._waker.ended:
            self._waker.clear()
            latest = self._room.latest()
            scene = self._scene(latest)
            self._print(latest, scene)
            if latest.projector.kind is K.END:
                return True
            self._tell_refusal(scene)
            if not self._is_answered(latest):
                self._waker.wait(0.05)
                continue
            typed = list(self._reader.take())
            for line in typed:
                if line is None or not self._obey(line.strip(), latest, scene):
                    return False
            if not typed:
                self._waker.wait(POLL_SECONDS)
        return False

    # What is printed.

    def _scene(self, latest: Snapshot) -> Scene:
        return scene_of(
            latest.projector,
            self._room.now(),
            trouble=latest.trouble,
            latin_digits=self._latin,
        )

    def _print(self, latest: Snapshot, scene: Scene) -> None:
        for line in self._news(latest, scene):
            if line:
                self._say(without_isolates(line))

    def _news(self, latest: Snapshot, scene: Scene) -> Iterator[str]:
        """The lines that were not printed yet."""
        names, solo = scene.names, latest.projector.solo
        note = solo.note if solo else ""
        warning = notice_line(scene.trouble) if scene.trouble else ""
        if warning != self._warning:
            self._warning = warning
            yield warning
        if scene.key != self._key:
            self._key, self._twist, self._note, self._heard = scene.key, "", note, None
            self._say("")  # an empty line is where a reader can jump to
            yield from scene_lines(scene, self._request)
            self._request = request_of(scene) or self._request
            yield self._hint(scene)
        if note != self._note:
            self._note = note
            yield names.say("terminal.noted", note=note) if note else ""
        body = scene.body
        if isinstance(body, QuotesScene) and body.heard is not None and body.heard != self._heard:
            self._heard = body.heard  # measuring takes a moment: it comes after the tip
            yield from heard_lines(body.heard)
        if isinstance(body, PlayScene) and body.twist and body.twist.key != self._twist:
            self._twist = body.twist.key
            yield from (body.twist.title, body.twist.text)
        if bool(scene.pause) is not self._paused:
            self._paused = bool(scene.pause)
            yield scene.pause.title if scene.pause else names.say("terminal.resumed")
            yield names.say("terminal.paused", key="p") if scene.pause else ""
        if latest.projector.muted is not self._muted:
            self._muted = latest.projector.muted
            yield names.say("voice.muted" if self._muted else "voice.unmuted")
        if latest.listens is not self._listens:
            self._listens = latest.listens
            yield open_microphone(names) if self._listens else ""

    def _hint(self, scene: Scene) -> str:
        """What can be typed in this scene."""
        if isinstance(scene.body, ChoiceScene):
            return scene.names.say("terminal.choose")
        if scene.kind is K.REFLECT:
            return scene.names.say("terminal.write")
        if scene.kind is K.LOBBY:
            return scene.names.say("terminal.begin", help="?")
        return "" if scene.kind is K.END else scene.names.say("terminal.next")

    def _tell_refusal(self, scene: Scene) -> None:
        refusal = self._room.refusal()
        if refusal is None:
            return
        self._posted = None
        if refusal.why is not Why.MOVED_ON:
            self._say(without_isolates(_words(refusal, scene)))

    # What is typed.

    def _is_answered(self, latest: Snapshot) -> bool:
        """Whether the room has done what the line before asked for."""
        if self._posted is None:
            return True
        before, at = self._posted
        return _changeable(latest) != before or self._monotonic() - at > ANSWER_SECONDS

    def _obey(self, line: str, latest: Snapshot, scene: Scene) -> bool:
        """Do what a line asks for; False ends the program."""
        command = _LETTERS.get(line.lower())
        if command == "q":
            return False
        if command == "?":
            for name in HELP:
                self._say(without_isolates(scene.names.say(name)))
            return True
        action = self._action(line, command, latest, scene)
        if action is None:
            self._say(without_isolates(scene.names.say("terminal.unknown", help="?")))
            return True
        self._count += 1
        seen = None if action.any_phase else latest.projector.phase_id
        same = isinstance(action, a.WriteNote) and clean_line(action.text) == self._note
        repeats = same or isinstance(action, a.RepeatSpeech)  # nothing of it would be seen
        self._posted = None if repeats else (_changeable(latest), self._monotonic())
        self._room.post(replace(action, id=f"line-{self._token}-{self._count}", phase_id=seen))
        return True

    def _action(
        self, line: str, command: str | None, latest: Snapshot, scene: Scene
    ) -> a.Action | None:
        """What a line means in this scene; None for nothing."""
        view = latest.projector
        match command:
            case "u":
                return a.Undo()
            case "p":
                return a.Resume() if view.paused else a.Pause()
            case "r":
                return a.RepeatSpeech()
            case "m":
                return a.MuteSpeech(on=not view.muted)
        if not line:
            return a.Next()
        if isinstance(scene.body, ChoiceScene):
            return _chosen(line, scene.body, view.kind)
        return a.WriteNote(text=line) if view.kind is K.REFLECT else None


def _changeable(latest: Snapshot) -> object:
    """What the lines of a shift change."""
    view = latest.projector
    return view.phase_id, view.paused, view.muted, view.solo and view.solo.note


def _chosen(line: str, body: ChoiceScene, kind: PhaseKind) -> a.Action | None:
    """The choice with this figure, in digits of any script."""
    if not line.isdecimal():
        return None
    chosen = next((one.kind for one in body.options if int(one.figure) == int(line)), None)
    if chosen is None:
        return None
    return a.CheckSelf(grade=int(chosen)) if kind is K.CHECK else a.ChooseReply(reply=chosen)


def _words(refusal: Refusal, scene: Scene) -> str:
    return scene.names.say(refusal_words(refusal.why, refusal.values), **refusal.values)
