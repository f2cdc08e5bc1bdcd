"""Shaping: letters join, brackets turn, emoji become one glyph."""

from improv.text.bidi import Direction
from improv.text.fonts import typeface
from improv.text.layout import Block, layout


def glyphs(block: Block) -> list[int]:
    """Return all glyphs of a block, line by line, from left to right."""
    return [glyph for line in block.lines for run in line.runs for glyph in run.glyphs]


def test_letters_join() -> None:
    """The same Arabic letter has four shapes by its place in the word."""
    initial_to_final = glyphs(layout("ببب", size=40, language="fa"))
    assert len({*initial_to_final, *glyphs(layout("ب", size=40, language="fa"))}) == 4


def test_the_non_joiner_parts_letters() -> None:
    """Before a ZWNJ the yeh of می‌خواهد stands as it does at the end of می."""
    alone = glyphs(layout("می", size=40, language="fa"))
    parted = glyphs(layout("می‌خواهد", size=40, language="fa"))
    joined = glyphs(layout("میخواهد", size=40, language="fa"))
    assert alone[0] in parted
    assert alone[0] not in joined


def test_letters_join_anew_where_a_word_is_split() -> None:
    """The last letter before a forced line break takes its final shape."""
    split = layout("ببببببب", size=40, width=90, language="fa")
    assert len(split.lines) > 1
    final = glyphs(layout("ببب", size=40, language="fa"))[0]
    assert [line.runs[0].glyphs[0] for line in split.lines] == [final] * len(split.lines)


def test_brackets_are_mirrored() -> None:
    """In a right-to-left paragraph the opening bracket is drawn as ")", at the right."""
    font = typeface("Vazirmatn-Regular").font
    shown = glyphs(layout("(سلام)", size=40, language="fa"))
    assert (shown[0], shown[-1]) == (
        font.get_nominal_glyph(ord("(")),
        font.get_nominal_glyph(ord(")")),
    )
    assert layout("(سلام)", size=40).lines[0].runs[-1].clusters[-1] == 0


def test_emoji_are_one_glyph() -> None:
    """Joined people, flags, keycaps and skin tones each come out as a single glyph."""
    for emoji in ("👩🏽‍💻", "🇯🇵", "1️⃣", "🙏🏽"):
        assert len(glyphs(layout(emoji, size=40))) == 1


def test_controls_take_no_room() -> None:
    """Bidi controls, joiners and control characters are drawn as nothing."""
    controls = "\u2066\u2067\u2068\u2069\u200e\u200f\u202a\u202e\u202c\x00\x07\u200d"
    assert layout(controls, size=40).longest == 0
    assert layout("a" + controls, size=40).longest == layout("a", size=40).longest


def test_marks_stay_with_their_letters() -> None:
    """Harakat and niqqud neither advance nor leave the typeface of their letter."""
    for bare, marked in (("מים", "מַיִם"), ("طلب", "طَلَبٌ")):
        assert layout(marked, size=40).longest == layout(bare, size=40).longest
        assert {run.face for run in layout(marked, size=40).lines[0].runs} == {
            run.face for run in layout(bare, size=40).lines[0].runs
        }


def test_a_missing_glyph_is_a_box() -> None:
    """A character that no typeface has takes room, as glyph 0."""
    assert glyphs(layout("\u0378", size=40)) == [0]
    assert layout("\u0378", size=40, direction=Direction.RTL).longest > 10
