"""The answers of a survey: a row for each grade with its words, a column for each distribution."""

from improv.look.colours import Colour
from improv.scenes.parts import Label
from improv.scenes.survey import Column, SurveyResult
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.layouts.figures import GROW, REST, bar
from improv.text.fonts import Weight


def survey(builder: Builder, space: Box, scene: SurveyResult) -> None:
    """The table; under it how it is to be read, and how many answered."""
    u, scale, soft = builder.u, builder.scale, builder.theme.soft
    low, space = space.foot(scale.note * 1.5, u(1))
    builder.line(scene.summary, low, scale.note, soft, alpha=builder.fade(REST))
    for note in reversed(scene.notes):
        low, space = space.foot(scale.body * 1.5, u(0.6))
        builder.line(note, low, scale.body, builder.theme.ink, alpha=builder.fade(REST))
    _, table = space.foot(u(1))
    words, table = table.start(table.width * (0.42 if len(scene.columns) < 2 else 0.3), u(3))
    head = scale.body * 2.5
    _grades(builder, words.top(head, u(1.4))[1], scene.grades)
    columns = table.columns(len(scene.columns), u(5))
    titles = [column.top(head, u(1.4))[0] for column in columns]
    texts = [column.title for column in scene.columns]
    size = builder.common_size(texts, titles, scale.body, Weight.BOLD)
    for column, place in zip(scene.columns, columns, strict=True):
        _column(builder, place, column, head, size)


def _grades(builder: Builder, box: Box, grades: tuple[Label, ...]) -> None:
    u, scale, theme = builder.u, builder.scale, builder.theme
    rows = [row.start(u(7), u(1.4)) for row in box.rows(len(grades), u(2))]
    texts, places = [grade.text for grade in grades], [words for _, words in rows]
    size = builder.common_size(texts, places, scale.body, Weight.BOLD)
    for grade, (number, words) in zip(grades, rows, strict=True):
        large = min(u(7), number.height * 0.7)
        builder.line(grade.figure, number, large, _colour(builder, grade.kind), Weight.BLACK)
        builder.words(grade.text, words, size, theme.ink, weight=Weight.BOLD, down="middle")


def _column(builder: Builder, box: Box, column: Column, head: float, size: float) -> None:
    u, scale, theme = builder.u, builder.scale, builder.theme
    title, rest = box.top(head, u(1.4))
    builder.words(column.title, title, size, theme.ink, weight=Weight.BOLD, down="bottom")
    grades = reversed(theme.grades)
    rows = rest.rows(len(column.bars), u(2))
    for shown, colour, row in zip(column.bars, grades, rows, strict=True):
        figure, track = row.end(u(6), u(1))
        bar(builder, track.inset(0, row.height * 0.16), shown.share, colour)
        ink, alpha = theme.ink if shown.share else theme.soft, builder.fade(GROW + 0.15)
        large = min(scale.lead, row.height * 0.5)
        builder.line(shown.count, figure, large, ink, Weight.BOLD, across="end", alpha=alpha)


def _colour(builder: Builder, grade: str) -> Colour:
    return builder.theme.grades[int(grade) - 1]
