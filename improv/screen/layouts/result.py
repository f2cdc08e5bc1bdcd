"""The result: hidden at first, then how the room judged: the whole distribution, then the rest."""

from improv.look.motion import ease
from improv.scenes import result as scenes
from improv.scenes.survey import SurveyResult
from improv.screen import heading
from improv.screen.boxes import Box
from improv.screen.builder import Builder
from improv.screen.layouts import figures
from improv.screen.layouts.survey import survey
from improv.text.fonts import Weight


def result(builder: Builder, scene: scenes.ResultScene) -> None:
    """The drum roll, then the figures; or words, where figures would name people."""
    space = heading.content(builder)
    if isinstance(scene, scenes.Hidden):
        _hidden(builder, space, scene)
        return
    if isinstance(scene, SurveyResult):
        survey(builder, space, scene)
        return
    low, space = space.foot(builder.u(16.2), builder.u(2.4))
    if isinstance(scene, scenes.OneCriterion | scenes.Several) and scene.choice is not None:
        space = figures.beside(builder, space, scene.choice)
    match scene:
        case scenes.Few():
            _few(builder, space, scene)
        case scenes.Favourite():
            figures.favourite(builder, space, scene.choice)
        case scenes.OneCriterion():
            _one(builder, space, scene)
        case scenes.Several():
            _several(builder, space, scene)
    foot(builder, low, scene.foot)


def _hidden(builder: Builder, space: Box, scene: scenes.Hidden) -> None:
    picture, words = space.top(space.height * 0.55, builder.u(2))
    builder.icon(picture.middle(picture.height * 0.9, picture.height * 0.9), "drum", builder.colour)
    head, rest = words.top(words.height * 0.62)
    heading.announce(builder, head, scene.title, rest, scene.text)


def _few(builder: Builder, space: Box, scene: scenes.Few) -> None:
    scale, theme = builder.scale, builder.theme
    head, rest = space.top(space.height * 0.5, builder.u(2))
    builder.words(scene.title, head, scale.display, theme.ink, weight=Weight.BLACK, down="bottom")
    builder.words(scene.text, rest, scale.lead, theme.soft, body=True)


def _one(builder: Builder, space: Box, scene: scenes.OneCriterion) -> None:
    """One judgement: four bars, and the middle of the room beside them."""
    u, narrow = builder.u, builder.scale.wide < 1.5
    left, words = space.start(space.width * (0.48 if narrow else 0.52), u(5 if narrow else 9))
    figures.bars(builder, left, scene.bars)
    figures.median(builder, words, scene.meaning, scene.judgement)


def _several(builder: Builder, space: Box, scene: scenes.Several) -> None:
    """A coaching ballot: a row a criterion, and all grades together at the end."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    side, rows = space.end(u(36 if scale.wide < 1.5 else 48), u(5))
    grown, alpha = ease(builder.progress(figures.GROW)), builder.fade(figures.MEDIAN)
    named = u(24 if scale.wide < 1.5 else 34)
    places = rows.rows(max(len(scene.rows), 4), u(1.4))
    for one, row in zip(scene.rows, places, strict=False):
        label, rest = row.start(named, u(1.5))
        mark, words = label.start(min(u(6), row.height * 0.6), u(1.5))
        builder.icon(mark, one.label.icon, theme.criterion(one.label.kind))
        builder.line(one.label.text, words, scale.body, theme.ink, Weight.BOLD)
        figure, slot = rest.end(u(7), u(1.5))
        slot = slot.inset(0, row.height * 0.14)
        builder.panel(slot, theme.track, u(0.8))
        figures.stack(builder, slot, one.parts, grown)
        judged, size = one.judgement, min(u(8), row.height * 0.74)
        colour = theme.grades[judged.grade - 1]
        builder.line(judged.median, figure, size, colour, Weight.BLACK, across="end", alpha=alpha)
    label, rest = side.top(scale.note * 1.5)
    builder.words(scene.judgement.label, label, scale.note, theme.soft, lines=1, alpha=alpha)
    head, rest = rest.top(rest.height * 0.42, u(1))
    figures.grade(builder, head, scene.judgement)
    figures.share(builder, rest, scene.judgement, u(1))


def foot(builder: Builder, box: Box, scene: scenes.Foot) -> None:
    """How many said so, and over it the badges on a ribbon."""
    u, scale, theme = builder.u, builder.scale, builder.theme
    alpha = builder.fade(figures.REST)
    low, box = box.foot(scale.note * 1.5, u(1.2))
    builder.line(scene.summary, low, scale.note, theme.soft, alpha=alpha)
    badges = scene.badges
    if not badges or alpha == 0:
        return
    cells = box.columns(max(len(badges), 4 if scale.wide > 1.5 else 3), u(1.8))[: len(badges)]
    inners = [cell.inset(u(1.4), u(0.7)).end(u(5.4), u(0.8)) for cell in cells]
    parts = [rest.start(min(u(5), rest.height), u(1.1)) for _, rest in inners]
    labels = [badge.text for badge in badges]
    size = builder.common_size(labels, [rest for _, rest in parts], scale.note, Weight.REGULAR)
    ink, large = theme.panel.ink, scale.note * 1.15
    for badge, cell, (count, _), (mark, rest) in zip(badges, cells, inners, parts, strict=True):
        builder.surface(cell, theme.panel, u(1.4))
        builder.icon(mark, badge.icon, theme.panel.mark, alpha)
        builder.words(badge.text, rest, size, ink, down="middle", alpha=alpha)
        builder.line(badge.figure, count, large, ink, Weight.BLACK, across="end", alpha=alpha)
