"""A radar picture as SVG: one axis for each dimension, one outline for each answering.

Drawn on the server, so that it stands in pages, forms and prints alike. Whoever does
not see it reads the table beside it.
"""

import math
from html import escape

WIDTH, HEIGHT = 460, 340
CENTRE = (WIDTH / 2, HEIGHT / 2)
RADIUS = 108
RINGS = (25, 50, 75, 100)
LINE_LENGTH = 16  # characters of a label, then it goes on below
# the first outline is drawn last, over the others
LOOKS = (
    'fill="#017e84" fill-opacity="0.25" stroke="#017e84" stroke-width="2"',
    'fill="none" stroke="#8a5a00" stroke-width="2" stroke-dasharray="5 4"',
)
DOTS = ("#017e84", "#8a5a00")


def point(index, count, value):
    """Return where a value from 0 to 100 is on an axis; the first one points up.

    >>> point(0, 4, 100) == (CENTRE[0], CENTRE[1] - RADIUS)
    True
    >>> point(1, 4, 50) == (CENTRE[0] + RADIUS / 2, CENTRE[1])
    True
    >>> point(3, 4, 0) == CENTRE
    True
    """
    angle = 2 * math.pi * index / count - math.pi / 2
    reach = RADIUS * value / 100
    return (
        round(CENTRE[0] + reach * math.cos(angle), 1),
        round(CENTRE[1] + reach * math.sin(angle), 1),
    )


def wrap(label):
    """Return a label in lines that fit beside an axis.

    >>> wrap("Finance"), wrap("Technology and compliance")
    (['Finance'], ['Technology and', 'compliance'])
    """
    lines = []
    for word in label.split():
        if lines and len(lines[-1]) + len(word) < LINE_LENGTH:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def draw_radar(title, labels, outlines):
    """Return the picture.

    :param title: what it shows, for whoever does not see it
    :param labels: names of the axes, three or more
    :param outlines: at most two lists of values from 0 to 100, in the order of the
        labels; None where nothing is known

    >>> picture = draw_radar("A & B", ["One", "Two", "Three"], [[50, None, 100]])
    >>> picture.startswith('<svg'), 'aria-label="A &amp; B"' in picture
    (True, True)

    What is not known is no corner; two corners are a line:

    >>> picture.count('<circle'), '<polygon points="230.0,116.0 136.5,224.0"' in picture
    (2, True)
    """
    count = len(labels)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'role="img" aria-label="{escape(title)}" '
        'width="400" style="max-width: 100%; height: auto" '
        'font-size="13" fill="currentColor">'
    ]
    for ring in RINGS:
        parts.append(
            f'<polygon points="{_corners([ring] * count)}" fill="none" '
            'stroke="currentColor" stroke-opacity="0.2"/>'
        )
    for index, label in enumerate(labels):
        parts.append(_draw_axis(index, count, label))
    looks = list(zip(outlines, LOOKS, DOTS, strict=False))
    for values, look, colour in reversed(looks):
        parts.append(f'<polygon points="{_corners(values)}" {look}/>')
        parts += [
            f'<circle cx="{x}" cy="{y}" r="3.5" fill="{colour}"/>'
            for x, y in _places(values)
        ]
    parts.append("</svg>")
    return "".join(parts)


def _places(values):
    return [
        point(index, len(values), value)
        for index, value in enumerate(values)
        if value is not None
    ]


def _corners(values):
    return " ".join(f"{x},{y}" for x, y in _places(values))


def _draw_axis(index, count, label):
    end_x, end_y = point(index, count, 100)
    x, y = point(index, count, 112)
    side = round(x - CENTRE[0])
    anchor = "start" if side > 0 else "end" if side < 0 else "middle"
    lines = wrap(label)
    # the lines stand around the end of the axis, above it at the top
    first = y - 14 * (len(lines) - 1) / 2 + 4
    if not side:
        first = y - 14 * (len(lines) - 1) if y < CENTRE[1] else y + 12
    spans = "".join(
        f'<tspan x="{x}" y="{round(first + 14 * number, 1)}">{escape(line)}</tspan>'
        for number, line in enumerate(lines)
    )
    return (
        f'<line x1="{CENTRE[0]}" y1="{CENTRE[1]}" x2="{end_x}" y2="{end_y}" '
        'stroke="currentColor" stroke-opacity="0.2"/>'
        f'<text text-anchor="{anchor}">{spans}</text>'
    )
