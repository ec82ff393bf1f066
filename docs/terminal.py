#!/usr/bin/env python3
"""Draws a terminal's output as an SVG: terminal.py TITLE < OUTPUT > PICTURE

The README's picture is made so:

    yinde search '"united front"' --limit 3 --color always |
        docs/terminal.py "yinde search '\"united front\"' --limit 3" > docs/terminal.svg
"""

import re
import sys
import unicodedata
from html import escape

CELL, LINE, MARGIN, BAR = 8.4, 20, 18, 34
COLUMNS = 80
STYLES = {"1": "b", "2": "d", "31": "r", "32": "g"}
HEAD = """<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}">
<style>
text {{ font: 14px ui-monospace, "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace;
  fill: #d8dee9; white-space: pre }}
.b {{ font-weight: bold }} .d {{ fill: #7b8494 }} .r {{ fill: #ff6b6b }} .g {{ fill: #9ccf7f }}
</style>
<rect width="{w}" height="{h}" rx="8" fill="#1d2129"/>
<circle cx="20" cy="17" r="5" fill="#ff5f57"/><circle cx="38" cy="17" r="5" fill="#febc2e"/>
<circle cx="56" cy="17" r="5" fill="#28c840"/>"""


def width(text):
    """Returns the number of columns of `text`."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def pieces(line):
    """Yields the texts of a line with the classes of their styles."""
    classes = []
    for part in re.split(r"(\x1b\[[0-9;]*m)", line):
        if not part.startswith("\x1b"):
            if part:
                yield part, " ".join(classes)
            continue
        codes = part[2:-1].split(";")
        classes = [] if codes in ([""], ["0"]) else classes + [STYLES[c] for c in codes if c in STYLES]


def runs(text):
    """Splits `text` into runs of narrow and of wide characters, so that each is placed by column."""
    return re.findall(r"[\u2e80-\uffef]+|[^\u2e80-\uffef]+", text)


def draw(title, lines):
    w = round(COLUMNS * CELL + 2 * MARGIN)
    h = BAR + LINE * (len(lines) + 1) + MARGIN
    print(HEAD.format(w=w, h=h))
    lines = [f"\x1b[32m$\x1b[0m {title}"] + lines
    for row, line in enumerate(lines):
        column, y = 0, BAR + LINE * (row + 1)
        for text, classes in pieces(line):
            for run in runs(text):
                x, length = MARGIN + column * CELL, width(run) * CELL
                if run.strip():
                    print(f'<text x="{x:.1f}" y="{y}" class="{classes}" textLength="{length:.1f}"'
                          f' lengthAdjust="spacingAndGlyphs">{escape(run)}</text>')
                column += width(run)
    print("</svg>")


if __name__ == "__main__":
    draw(sys.argv[1], sys.stdin.read().rstrip("\n").split("\n"))
