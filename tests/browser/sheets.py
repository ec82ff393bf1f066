#!/usr/bin/env python3
"""Makes docs/pages/ of the pictures that `screenshots.mjs FOLDER` makes: a sheet for each page.

A sheet has the page at half its size: 1920 and 768 pixels wide above 1280 in light and dark, and
beside them 390 in light and dark and 320. It has few colours, so that it is small. Needs Pillow.
"""

import pathlib
import sys

from PIL import Image

GAP = 12
BACKGROUND = (128, 128, 128)
COLOURS = 48
# The rows of pictures, each from its left edge: the width, and the colours.
ROWS = [[(1920, "light"), (768, "light")], [(1280, "light"), (1280, "dark")]]
PHONES = [(390, "light"), (390, "dark"), (320, "light")]


def half(folder, name, width, colours):
    picture = Image.open(folder / f"{name}-{width}-{colours}.png").convert("RGB")
    size = (picture.width // 2, picture.height // 2)
    return picture.resize(size, Image.Resampling.LANCZOS)


def sheet(folder, name):
    placed, y, right = [], GAP, 0
    for row in ROWS:
        x = GAP
        for picture in row:
            image = half(folder, name, *picture)
            placed.append((image, (x, y)))
            x += image.width + GAP
        right = max(right, x)
        y += image.height + GAP
    x = right
    for picture in PHONES:
        image = half(folder, name, *picture)
        placed.append((image, (x, GAP)))
        x += image.width + GAP
    whole = Image.new("RGB", (x, y), BACKGROUND)
    for image, place in placed:
        whole.paste(image.crop((0, 0, image.width, min(image.height, y - 2 * GAP))), place)
    return whole.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


def main():
    folder = pathlib.Path(sys.argv[1])
    out = pathlib.Path(__file__).parent / "../../docs/pages"
    out.mkdir(exist_ok=True)
    names = sorted(path.name.removesuffix("-320-light.png") for path in folder.glob("*-320-light.png"))
    for name in names:
        sheet(folder, name).save(out / f"{name}.png", optimize=True)


main()
