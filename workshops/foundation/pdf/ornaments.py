"""Ornaments: a frame of guilloche with rosettes, a divider, and neutral marks.

Fine lines photocopy badly; that is their purpose.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from workshops.foundation.pdf.block import Color
from workshops.foundation.pdf.builder import Builder, Draw

Point = tuple[float, float]
Curve = Callable[[float], Point]

_EDGE, _BAND, _HAIRLINE = 24.0, 33.0, 42.0  # insets from the page in points
_PERIOD, _HEIGHT, _STRANDS, _STRAND_ARCS = 17.2, 5.2, 6, 4
_PETALS, _MIDDLE, _SWING, _ROSETTE_STRANDS = 16, 62.0, 38.0, 4
_ROSETTE_REACH = _MIDDLE + _SWING + 2
_CORNER = 23.0  # side of the white square under a corner rosette


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameColors:
    """The colours of a frame, from the edge inwards."""

    edge: Color
    strands: Color
    accent: Color
    watermark: Color


def frame(builder: Builder, colors: FrameColors) -> None:
    """Frame the page: an edge, a guilloche band, a hairline, a rosette in each corner and a pale one in the middle."""
    width, height = builder.width, builder.height
    builder.form("strands", (-1, -_HEIGHT - 1, _PERIOD + 1, _HEIGHT + 1), _strands)
    builder.form("rosette", (-_ROSETTE_REACH, -_ROSETTE_REACH, _ROSETTE_REACH, _ROSETTE_REACH), _rosette)

    def draw(canvas: Canvas) -> None:
        canvas.setLineWidth(0.35)
        canvas.setStrokeColorRGB(*colors.strands)
        for y in (_BAND, height - _BAND):
            _band(canvas, (_BAND, y), width - 2 * _BAND, 0)
        for x in (_BAND, width - _BAND):
            _band(canvas, (x, _BAND), height - 2 * _BAND, 90)
        _outline(canvas, width, height, _EDGE, 1.1, colors.edge)
        _outline(canvas, width, height, _HAIRLINE, 0.5, colors.accent)
        canvas.setFillColorRGB(1, 1, 1)
        for x in (_BAND, width - _BAND):
            for y in (_BAND, height - _BAND):
                canvas.rect(x - _CORNER / 2, y - _CORNER / 2, _CORNER, _CORNER, stroke=0, fill=1)
                _place(canvas, "rosette", (x, y), 0.115, 2.6)
        canvas.setStrokeColorRGB(*colors.watermark)
        _place(canvas, "rosette", (width / 2, height / 2 - 10), 1.9, 0.2)

    builder.ornament(draw)


def divider(builder: Builder, center: Point, color: Color) -> None:
    """Draw a small diamond between two short lines."""
    x, y = center

    def draw(canvas: Canvas) -> None:
        canvas.setLineWidth(0.8)
        canvas.setStrokeColorRGB(*color)
        canvas.setFillColorRGB(*color)
        canvas.lines([(x - 34, y, x - 6, y), (x + 6, y, x + 34, y)])
        canvas.translate(x, y)
        canvas.rotate(45)
        canvas.rect(-2.2, -2.2, 4.4, 4.4, stroke=0, fill=1)

    builder.ornament(draw)


def compass_rose(center: Point, side: float, color: Color) -> Draw:
    """Return a drawing of a compass rose: a mark that belongs to nobody."""

    def draw(canvas: Canvas) -> None:
        _unit_square(canvas, center, side, color)
        canvas.circle(0, 0, 0.97)
        canvas.circle(0, 0, 0.80)
        path = canvas.beginPath()
        path.moveTo(*_polar(0.21, -math.pi / 8))
        for ray in range(8):
            angle = ray * math.pi / 4
            path.lineTo(*_polar(0.44 if ray % 2 else 0.74, angle))
            path.lineTo(*_polar(0.21, angle + math.pi / 8))
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.circle(0, 0, 0.1, stroke=0, fill=1)

    return draw


def shield(center: Point, side: float, color: Color) -> Draw:
    """Return a drawing of a shield with three chevrons: a mark that belongs to nobody."""

    def draw(canvas: Canvas) -> None:
        _unit_square(canvas, center, side, color)
        path = canvas.beginPath()
        path.moveTo(-0.78, 0.82)
        path.curveTo(-0.45, 0.72, -0.2, 0.82, 0, 0.97)
        path.curveTo(0.2, 0.82, 0.45, 0.72, 0.78, 0.82)
        path.curveTo(0.84, 0.1, 0.6, -0.6, 0, -0.97)
        path.curveTo(-0.6, -0.6, -0.84, 0.1, -0.78, 0.82)
        path.close()
        canvas.drawPath(path, stroke=1, fill=0)
        for chevron in range(3):
            _chevron(canvas, 0.52 - chevron * 0.07, 0.38 - chevron * 0.30)

    return draw


def _unit_square(canvas: Canvas, center: Point, side: float, color: Color) -> None:
    canvas.translate(*center)
    canvas.scale(side / 2, side / 2)
    canvas.setLineWidth(0.055)
    canvas.setStrokeColorRGB(*color)
    canvas.setFillColorRGB(*color)


def _chevron(canvas: Canvas, reach: float, y: float) -> None:
    path = canvas.beginPath()
    path.moveTo(-reach, y)
    for point in ((0, y + 0.22), (reach, y), (reach, y - 0.11), (0, y + 0.11), (-reach, y - 0.11)):
        path.lineTo(*point)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _polar(radius: float, angle: float) -> Point:
    return radius * math.cos(angle), radius * math.sin(angle)


def _band(canvas: Canvas, start: Point, length: float, angle: float) -> None:
    """Repeat the strands along a straight line, stretched a little so that their number is whole."""
    count = round(length / _PERIOD)
    canvas.saveState()
    canvas.translate(*start)
    canvas.rotate(angle)
    canvas.scale(length / count / _PERIOD, 1)
    for _ in range(count):
        canvas.doForm("strands")
        canvas.translate(_PERIOD, 0)
    canvas.restoreState()


def _outline(canvas: Canvas, width: float, height: float, inset: float, line: float, color: Color) -> None:
    canvas.setLineWidth(line)
    canvas.setStrokeColorRGB(*color)
    canvas.rect(inset, inset, width - 2 * inset, height - 2 * inset)


def _place(canvas: Canvas, form: str, center: Point, scale: float, line: float) -> None:
    canvas.saveState()
    canvas.translate(*center)
    canvas.scale(scale, scale)
    canvas.setLineWidth(line)
    canvas.doForm(form)
    canvas.restoreState()


def _strands(canvas: Canvas) -> None:
    """Draw one period of a guilloche band: two bundles of sine strands that run against each other."""
    for direction in (1, -1):
        frequency = 2 * math.pi / _PERIOD * direction
        for strand in range(_STRANDS):
            phase = 2 * math.pi * strand / _STRANDS
            reach = _HEIGHT * (0.72 + 0.28 * math.cos(phase))
            _draw(canvas, *_sine(frequency, phase, reach), _PERIOD, _STRAND_ARCS)


def _rosette(canvas: Canvas) -> None:
    """Draw interwoven closed curves around the origin."""
    for strand in range(_ROSETTE_STRANDS):
        phase = 2 * math.pi * strand / _ROSETTE_STRANDS
        _draw(canvas, *_petals(phase), 2 * math.pi, 5 * _PETALS)


def _sine(frequency: float, phase: float, reach: float) -> tuple[Curve, Curve]:
    """Return a strand and its derivative."""
    return (
        lambda t: (t, reach * math.sin(frequency * t + phase)),
        lambda t: (1, reach * frequency * math.cos(frequency * t + phase)),
    )


def _petals(phase: float) -> tuple[Curve, Curve]:
    """Return a curve whose radius swings with the angle, and its derivative."""

    def point(t: float) -> Point:
        radius = _MIDDLE + _SWING * math.sin(_PETALS * t + phase)
        return radius * math.cos(t), radius * math.sin(t)

    def derivative(t: float) -> Point:
        radius = _MIDDLE + _SWING * math.sin(_PETALS * t + phase)
        change = _SWING * _PETALS * math.cos(_PETALS * t + phase)
        return change * math.cos(t) - radius * math.sin(t), change * math.sin(t) + radius * math.cos(t)

    return point, derivative


def _draw(canvas: Canvas, point: Curve, derivative: Curve, end: float, arcs: int) -> None:
    """Stroke a curve from 0 to `end` as cubic arcs that share its points and its directions."""
    step = end / arcs
    path = canvas.beginPath()
    path.moveTo(*point(0))
    for arc in range(arcs):
        (x0, y0), (x1, y1) = point(arc * step), point((arc + 1) * step)
        (dx0, dy0), (dx1, dy1) = derivative(arc * step), derivative((arc + 1) * step)
        third = step / 3
        path.curveTo(x0 + dx0 * third, y0 + dy0 * third, x1 - dx1 * third, y1 - dy1 * third, x1, y1)
    canvas.drawPath(path, stroke=1, fill=0)
