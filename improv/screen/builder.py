"""The builder: a layout's tool. It turns boxes and words into a display list.

Here the picture is mirrored, words take their direction, and motion is measured. Every box of
words is recorded, so that a test can read the layout without a pixel.
"""

from collections.abc import Sequence

from improv.locale.phrases import direction
from improv.look.colours import Colour, Swatch
from improv.look.icons import MIRRORED
from improv.look.motion import LONGEST, ease
from improv.look.sizes import Scale
from improv.look.themes import THEMES
from improv.scenes.words import Names
from improv.screen.boxes import Box
from improv.screen.display_list import Area, DisplayItem, Fill, Placed, Ring, Sprite, Veil, Words
from improv.screen.frame import Frame
from improv.screen.keys import Key
from improv.screen.targets import Target
from improv.screen.text_box import leading_of, set_text, spans_of_word
from improv.screen.word_highlight import highlight
from improv.text.fonts import Weight
from improv.text.layout import Block


class Builder:
    """The display list of a picture, gathered by layouts."""

    def __init__(self, frame: Frame) -> None:
        self.frame, self.view = frame, frame.view
        self.names = Names.of(frame.view, latin_digits=frame.latin_digits)
        self.scale, self.theme = Scale(*frame.size), THEMES[frame.theme]
        self.rtl = direction(frame.view.language) == "rtl"
        """Whether the picture is mirrored."""
        self.items: list[DisplayItem] = []
        self.placed: list[Placed] = []
        self.targets: list[Target] = []
        """The places that can be clicked, the last on top."""
        self.bar: Area | None = None
        """Where the bar of the mouse lies, while it is shown."""
        self.moving = False
        """Whether something is in motion: the next frame will differ."""
        self.changes_at: int | None = None
        """At which instant of the session clock the picture changes by itself."""
        self.layer = 0

    # What layouts ask.

    @property
    def colour(self) -> Colour:
        """The colour of the phase that is on."""
        return self.theme.phases[self.view.kind.value]

    @property
    def whole(self) -> Box:
        """The whole picture."""
        return Box(0, 0, *self.frame.size)

    @property
    def safe(self) -> Box:
        """The picture without its margins."""
        return self.whole.inset(self.scale.margin_x, self.scale.margin_y)

    def u(self, hundredths: float) -> float:
        """Layouts' unit: so many hundredths of the picture's height, in px."""
        return self.scale(hundredths)

    def say(self, name: str, /, **values: str | int) -> str:
        """The interface's words of that name."""
        return self.names.say(name, **values)

    # Motion.

    def progress(self, begin: float = 0.0, lasts: float = LONGEST) -> float:
        """How far a motion is that begins `begin` s after the scene: 0 to 1, not yet eased."""
        share = (self.frame.elapsed - begin) / lasts
        self.moving = self.moving or share < 1
        return min(1.0, max(0.0, share))

    def since(self, instant: int, lasts: float = LONGEST) -> float:
        """How far a motion is that began at an instant of the session clock: 0 to 1."""
        if self.frame.elapsed == float("inf"):
            return 1.0
        share = (self.frame.now - instant) / 1000 / lasts
        self.moving = self.moving or 0 <= share < 1
        return min(1.0, max(0.0, share))

    def fade(self, begin: float = 0.0, lasts: float = LONGEST) -> int:
        """The alpha, 0 to 255, of something that fades in."""
        return round(255 * ease(self.progress(begin, lasts)))

    def change_at(self, instant: int) -> None:
        """Ask for a new picture at that instant of the session clock."""
        self.changes_at = instant if self.changes_at is None else min(self.changes_at, instant)

    # The mouse.

    def target(self, box: Box, key: Key) -> None:
        """Let a click into a box be a key."""
        self.targets.append(Target(self.area(box), key))

    # Display items.

    def area(self, box: Box) -> Area:
        """A box in whole px, mirrored if the picture is."""
        x = self.frame.size[0] - box.right if self.rtl else box.x
        left, top = round(x), round(box.y)
        return left, top, round(x + box.width) - left, round(box.bottom) - top

    def panel(
        self,
        box: Box,
        colour: Colour,
        radius: float = 0,
        edge: Colour | None = None,
        thick: float = 0,
    ) -> None:
        """A filled rectangle with round corners."""
        area = self.area(box)
        if area[2] > 0 and area[3] > 0:
            self.items.append(Fill(area, colour, round(radius), edge, max(1, round(thick))))

    def surface(self, box: Box, swatch: Swatch, radius: float) -> None:
        """A panel in the colours of a swatch, outlined where the theme outlines."""
        edge = self.theme.edge
        if edge is not None and self.theme.top == self.theme.bottom:
            edge = swatch.mark if swatch.fill == self.theme.top else None
        self.panel(box, swatch.fill, radius, edge, self.u(0.3))

    def shape(self, box: Box, name: str, colour: Colour, alpha: int = 255) -> None:
        """A part of a card, stretched to the box; mirrored with the picture."""
        area = self.area(box)
        if area[2] > 0 and area[3] > 0:
            self.items.append(Sprite(area, name, colour, self.rtl, alpha))

    def icon(self, box: Box, name: str, colour: Colour, alpha: int = 255) -> None:
        """An icon in the largest square of the box; only those that point are mirrored."""
        side = min(box.width, box.height)
        area = self.area(box.middle(side, side))
        area = (area[0], area[1], area[2], area[2])
        if area[2] > 0:
            mirrored = self.rtl and name in MIRRORED
            self.items.append(Sprite(area, name, colour, mirrored, alpha))

    def medal(self, box: Box, name: str, colour: Colour, round_: Colour, alpha: int = 255) -> None:
        """An icon on a disc."""
        side = min(box.width, box.height)
        disc = box.middle(side, side)
        area = self.area(disc)
        self.items.append(Sprite((*area[:3], area[2]), "disc", colour, False, alpha))
        self.icon(disc.inset(side * 0.23), name, round_, alpha)

    def ring(self, box: Box, colour: Colour, share: float, thick: float) -> None:
        """The clock's ring."""
        area = self.area(box)
        square = (area[0], area[1], area[2], area[2])
        self.items.append(Ring(square, colour, self.theme.track, round(thick), share, self.rtl))

    def veil(self, box: Box, colour: Colour, alpha: int) -> None:
        """A see-through sheet; what comes after lies over it, in a layer of its own."""
        self.layer += 1
        self.items.append(Veil(self.area(box), colour, alpha))

    def words(
        self,
        text: str,
        box: Box,
        size: float,
        ink: Colour,
        *,
        least: float | None = None,
        weight: Weight = Weight.REGULAR,
        across: str = "start",
        down: str = "top",
        lines: int = 0,
        body: bool = False,
        alpha: int = 255,
        clip: Box | None = None,
        shift: tuple[float, float] = (0, 0),
        card: Swatch | None = None,
    ) -> Box:
        """Put words into a box, as large as fit up to `size`; returns the box that they fill.

        `across` is start, centre or end, `down` top, middle or bottom; `lines` keeps them to so
        many lines of `size`. `body` words are what the last row must read: not smaller than that,
        unless they would be cut. On a `card` the word is highlighted that is read aloud.
        """
        if not text or box.width < 1 or box.height < 1:
            return Box(box.x, box.y, 0, 0)
        squeezed = body and not self.fits(text, box, self.scale.body, weight)
        floor = self.scale.body if body and not squeezed else self.scale.least
        least = max(floor, min(size, least or floor))
        size = max(size, least)
        height = box.height
        if lines:
            height = min(height, lines * size * leading_of(text, weight) + 1)
        space = Box(box.x, box.y, box.width, height)
        block = self._set(text, space, size, least, weight, across)
        filled = self._filled(block, box, across, down)
        corner = Box(box.x, filled.y, box.width, block.height)
        moved = self.area(corner.moved(*shift))
        cut = None if clip is None else self.area(clip)
        if card is not None:
            self._highlight_spoken(text, block, moved[:2], card)
        self.items.append(Words(moved[0], moved[1], block, ink, alpha, cut))
        where = self.area(filled), self.area(box)
        self.placed.append(
            Placed(text, *where, block.size, block.overflows, self.layer, body, squeezed)
        )
        return filled

    def line(
        self,
        text: str,
        box: Box,
        size: float,
        ink: Colour,
        weight: Weight = Weight.REGULAR,
        *,
        across: str = "start",
        least: float | None = None,
        alpha: int = 255,
        card: Swatch | None = None,
    ) -> Box:
        """A line in the middle of a box's height, or smaller lines in the room of that one."""
        return self.words(
            text,
            box,
            size,
            ink,
            least=least,
            weight=weight,
            across=across,
            alpha=alpha,
            lines=1,
            down="middle",
            card=card,
        )

    def _highlight_spoken(
        self, text: str, block: Block, corner: tuple[int, int], card: Swatch
    ) -> None:
        """Highlight the word that is being read aloud; the picture changes at the next one."""
        speech, now = self.frame.speech, self.frame.now
        if speech is None or speech.text != text:
            return
        if (word := speech.word(now)) is not None:
            self.items += highlight(spans_of_word(block, text, word), corner, block.size, card)
        if (changes := speech.next_word(now)) is not None and not self.view.paused:
            self.change_at(changes)

    def measure(self, text: str, box: Box, size: float, weight: Weight, *, body: bool) -> float:
        """The height in px of words that `words` would put into a box."""
        least = self.scale.body if body else self.scale.least
        return self._set(text, box, max(size, least), least, weight).height

    def width_of(self, text: str, size: float, weight: Weight = Weight.REGULAR) -> float:
        """The width in px of a line of that size."""
        return self._set(text, self.whole, size, size, weight).longest

    def common_size(
        self, texts: Sequence[str], boxes: Sequence[Box], size: float, weight: Weight
    ) -> float:
        """The size at which each of several texts fits its box, so that they look alike."""
        found = [
            self._set(text, box, size, self.scale.least, weight).size
            for text, box in zip(texts, boxes, strict=True)
            if text and box.width >= 1 and box.height >= 1
        ]
        return min([size, *found])

    def fits(self, text: str, box: Box, size: float, weight: Weight) -> bool:
        """Whether words of that size fit into a box."""
        if box.width < 1 or box.height < 1:
            return False
        return not self._set(text, box, size, size, weight).overflows

    def _set(
        self, text: str, box: Box, size: float, least: float, weight: Weight, across: str = "start"
    ) -> Block:
        return set_text(
            text,
            box.width,
            box.height,
            sizes=(least, size),
            weight=weight,
            across=across,
            language=self.view.language,
            rtl=self.rtl,
        )

    def _filled(self, block: Block, box: Box, across: str, down: str) -> Box:
        """The part of the box that the lines take."""
        spare = box.height - block.height
        y = box.y + {"top": 0.0, "middle": spare / 2, "bottom": spare}[down]
        space = box.width - block.longest
        x = box.x + {"start": 0.0, "centre": space / 2, "end": space}[across]
        return Box(x, y, block.longest, block.height)
