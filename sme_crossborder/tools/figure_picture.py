"""Pictures of figures as SVG: bars against a target, and lines over periods.

Drawn on the server for print: grey tones and marks tell as much as the colours do, and
every number of a picture stands in it as text.
"""

from __future__ import annotations

from html import escape
from typing import NamedTuple

WIDTH = 640
ROW = 40  # height of one bar with its label above it
TRACK = 420  # width of a bar that reached its target
OVER = 1.15  # how far beyond its target a bar is drawn
DARK, MIDDLE, LIGHT, MARK = "#14395b", "#8fb0cb", "#e3eaf0", "#b45309"
LABEL_LENGTH = 95  # characters above a bar
LINE_WIDTH, LINE_HEIGHT = 310, 150


class Bar(NamedTuple):
    """A figure against what was promised; shares are of the target, 1 is all of it."""

    label: str
    note: str  # what is written behind the bar
    reached: float
    earlier: float = 0  # of this, before the period
    milestone: float | None = None


def shorten(text: str, most: int) -> str:
    """Return a text in at most so many characters, cut at a word where one ends.

    >>> shorten("Enterprises with non-financial support", 24)
    'Enterprises with…'
    >>> shorten("Pilot actions", 24), shorten("Verwaltungsvorschriften", 8)
    ('Pilot actions', 'Verwalt…')
    >>> shorten("Firms advised: 5 in this period", 20)
    'Firms advised: 5 in…'
    >>> shorten("anything", 0)
    ''
    """
    if len(text) <= most:
        return text
    if most < 1:
        return ""
    cut = text[: most - 1]
    if text[most - 1] != " " and " " in cut:
        cut = cut.rsplit(" ", 1)[0]
    return f"{cut.rstrip(' ,;:.') or text[: most - 1]}…"


def draw_bars(title: str, bars: list[Bar]) -> str:
    """Return bars below each other, each as long as the share of its target.

    :param title: what the picture shows, for whoever does not see it

    >>> bar = Bar("RCO04 Non-financial support", "45 of 50", 0.9, 0.6, 0.5)
    >>> picture = draw_bars("A & B", [bar])
    >>> picture.startswith("<svg"), 'aria-label="A &amp; B"' in picture
    (True, True)
    >>> f'width="{0.6 * TRACK:.1f}"' in picture, f'width="{0.9 * TRACK:.1f}"' in picture
    (True, True)

    More than the target ends at the end of the picture's room, never outside:

    >>> f'width="{TRACK * OVER:.1f}"' in draw_bars("", [Bar("a", "9 of 1", 9)])
    True

    Less than nothing, after a correction, is no bar:

    >>> draw_bars("", [Bar("a", "-1 of 5", -0.2)]).count('width="0.0"')
    1
    """
    height = ROW * len(bars) + 8
    parts = [_open(title, WIDTH, height)]
    for number, bar in enumerate(bars):
        parts += _draw_bar(bar, ROW * number + 6)
    parts.append("</svg>")
    return "".join(parts)


def _draw_bar(bar: Bar, top: int) -> list[str]:
    track = top + 14  # below the label
    parts = [
        f'<text x="0" y="{top + 8}" font-size="10" fill="{DARK}">'
        f"{escape(shorten(bar.label, LABEL_LENGTH))}</text>",
        f'<rect x="0" y="{track}" width="{TRACK}" height="14" fill="{LIGHT}"/>',
        _rect(bar.reached, track, MIDDLE),
    ]
    if bar.earlier > 0:
        parts.append(_rect(min(bar.earlier, bar.reached), track, DARK))
    if bar.milestone is not None:
        parts.append(_mark(_reach(bar.milestone), track, f'{MARK}" stroke-width="2'))
    parts += [
        _mark(TRACK, track, f'{DARK}" stroke-dasharray="3 2'),
        f'<text x="{TRACK * OVER + 8:.1f}" y="{track + 11}" font-size="10" '
        f'fill="#1d2730">{escape(bar.note)}</text>',
    ]
    return parts


def _reach(share: float) -> float:
    return TRACK * max(0.0, min(share, OVER))


def _rect(share: float, top: int, colour: str) -> str:
    return (
        f'<rect x="0" y="{top + 2}" width="{_reach(share):.1f}" height="10" '
        f'fill="{colour}"/>'
    )


def _mark(x: float, top: int, look: str) -> str:
    return (
        f'<line x1="{x:.1f}" y1="{top - 2}" x2="{x:.1f}" y2="{top + 16}" '
        f'stroke="{look}"/>'
    )


def draw_line(
    title: str, points: list[tuple[str, float, str]], target: tuple[float, str] | None
) -> str:
    """Return one figure over its periods, with the target as a broken line.

    :param title: what the picture shows; it stands above the line
    :param points: of each period its label, its value, and the value as text
    :param target: value and its text

    >>> picture = draw_line("RCO04", [("P1", 2, "2"), ("P2", 6, "6")], (8, "8"))
    >>> picture.count("<circle"), "stroke-dasharray" in picture
    (2, True)

    One period is a dot; nothing at all is drawn at the bottom:

    >>> "<polyline" in draw_line("RCO04", [("P1", 0, "0")], None)
    False
    """
    left, right, top, bottom = 22, LINE_WIDTH - 34, 38, LINE_HEIGHT - 24
    values = [value for _label, value, _text in points]
    most = max([*values, target[0] if target else 0, 0]) or 1
    least = min([*values, 0])

    def height(value: float) -> float:
        return bottom - (bottom - top) * (value - least) / (most - least)

    step = (right - left) / max(len(points) - 1, 1)
    places = [
        (left + step * number, height(value)) for number, value in enumerate(values)
    ]
    parts = [
        _open(title, LINE_WIDTH, LINE_HEIGHT),
        f'<text x="2" y="14" font-size="11" font-weight="bold" fill="{DARK}">'
        f"{escape(shorten(title, 42))}</text>",
        f'<line x1="{left}" y1="{height(0):.1f}" x2="{right}" y2="{height(0):.1f}" '
        f'stroke="#b8c4ce" stroke-width="1"/>',
    ]
    if target:
        y = height(target[0])
        parts.append(
            f'<line x1="{left}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}" '
            f'stroke="{MARK}" stroke-width="1.2" stroke-dasharray="5 4"/>'
            f'<text x="{right + 4}" y="{y + 4:.1f}" font-size="9" fill="{MARK}">'
            f"{escape(target[1])}</text>"
        )
    if len(places) > 1:
        corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(
            f'<polyline points="{corners}" fill="none" stroke="{DARK}" '
            'stroke-width="2"/>'
        )
    for (label, _value, text), (x, y) in zip(points, places, strict=True):
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{DARK}"/>'
            f'<text x="{x:.1f}" y="{y - 6:.1f}" font-size="9" text-anchor="middle" '
            f'fill="#1d2730">{escape(text)}</text>'
            f'<text x="{x:.1f}" y="{LINE_HEIGHT - 8}" font-size="9" '
            f'text-anchor="middle" fill="#5b6770">{escape(shorten(label, 12))}</text>'
        )
    parts.append("</svg>")
    return "".join(parts)


def _open(title: str, width: int, height: int) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" aria-label="{escape(title)}" '
        'font-family="DejaVu Sans, sans-serif">'
    )
