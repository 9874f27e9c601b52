"""Aligned plain-text tables and the numbers in them."""

NOTHING = "-"


def aligned(rows: list[list[str]], left: int = 1) -> str:
    """Columns padded to their widest cell; the first `left` to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows)]
    lines = []
    for row in rows:
        cells = [cell.ljust(width) if i < left else cell.rjust(width) for i, (cell, width) in enumerate(zip(row, widths))]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def number(value: float | None) -> str:
    """Three significant digits where that needs decimals, thousands separated: 0.123, 12.3, 1,235."""
    if value is None:
        return NOTHING
    decimals = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 1 else 3
    return f"{value:,.{decimals}f}"


def ratio(peer_ns: float, phoney_ns: float | None) -> str:
    """How many times as fast as the peer phoney is."""
    return f"{number(peer_ns / phoney_ns)}x" if phoney_ns else NOTHING
