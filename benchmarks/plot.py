"""A drawing of some series over a size, as SVG, with nothing but text."""

from collections.abc import Mapping, Sequence

LEFT, RIGHT, TOP, BOTTOM = 60, 700, 50, 290
COLOURS = ("#0b7285", "#c2410c", "#5b21b6", "#3f6212")
TICKS = 4


def plot(title: str, sizes: Sequence[float], series: Mapping[str, Sequence[float]]) -> str:
    """Lines over a common size, each with its name at its end; values start at nought."""
    top = nice(max(value for values in series.values() for value in values))
    right = max(sizes)
    lines = [
        _line(name, sizes, values, (right, top), colour)
        for (name, values), colour in zip(series.items(), COLOURS, strict=False)
    ]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 780 330" font-family="sans-serif" '
        f'font-size="13" role="img" aria-label="{title}">\n'
        '<rect width="780" height="330" fill="#fff"/>\n'
        f'<text x="{LEFT}" y="28" font-size="15">{title}</text>\n'
        + "".join(_tick(top * n / TICKS, top) for n in range(TICKS + 1))
        + "".join(_mark(right * n / TICKS, right) for n in range(1, TICKS + 1))
        + "".join(lines)
        + "</svg>\n"
    )


def nice(value: float) -> float:
    """The next round number from a value upwards: 1, 2, 4, 6 or 8 times a power of ten."""
    power = 1.0
    while power * 10 <= value:
        power *= 10
    while power > value > 0:
        power /= 10
    return next((power * n for n in (1, 2, 4, 6, 8) if power * n >= value), power * 10)


def _line(
    name: str,
    sizes: Sequence[float],
    values: Sequence[float],
    ends: tuple[float, float],
    colour: str,
) -> str:
    right, top = ends
    places = [(_across(size, right), _up(v, top)) for size, v in zip(sizes, values, strict=True)]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    x, y = places[-1]
    return (
        f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>\n'
        f'<text x="{x + 6:.1f}" y="{y + 4:.1f}" fill="{colour}">{name}</text>\n'
    )


def _tick(value: float, top: float) -> str:
    y = _up(value, top)
    return (
        f'<path d="M{LEFT} {y:.1f}H{RIGHT}" stroke="#ddd"/>\n'
        f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{value:g}</text>\n'
    )


def _mark(size: float, right: float) -> str:
    x = _across(size, right)
    return f'<text x="{x:.1f}" y="{BOTTOM + 20}" text-anchor="middle">{size:,.0f}</text>\n'


def _across(size: float, right: float) -> float:
    return LEFT + (RIGHT - LEFT) * size / right


def _up(value: float, top: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * value / top
