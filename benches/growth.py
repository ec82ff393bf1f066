#!/usr/bin/env python3
"""Measures how yinde grows with the text: a row of README's table for each size, and its chart.

    benches/growth.py YINDE FOLDER [--sizes 35 110 330 1000] [--chart docs/growth.svg]

YINDE is a release build, FOLDER has briefs in plain text. For each size, in MB, briefs of FOLDER are
copied into a folder of their own, again and again if they are too few, each with a number in its end.
"""
import argparse
import json
import math
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MB = 1_000_000


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("yinde")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[35, 110, 330, 1000])
    parser.add_argument("--chart", type=Path)
    options = parser.parse_args()
    print("| text | passages | build | index | cold query | warm, median | warm, p99 | peak memory of the build |")
    print("|--:|--:|--:|--:|--:|--:|--:|--:|")
    rows = []
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            rows.append(measure(options.yinde, options.folder, size * MB, Path(folder)))
        print(line(rows[-1]), flush=True)
    if options.chart:
        options.chart.write_text(chart(rows), encoding="utf8")


def measure(yinde, texts, size, folder):
    text, index = folder / "text", folder / "index"
    written = copy(texts, size, text)
    seconds, peak = build([yinde, "index", text, "--index", index, "--quiet"])
    warm = bench(yinde, index, "--rounds", "20")
    cold = bench(yinde, index, "--cold", "--rounds", "3")
    return {
        "text": written, "passages": warm["passages"], "seconds": seconds, "peak": peak,
        "index": sum(file.stat().st_size for file in index.rglob("*") if file.is_file()),
        "cold": of_all(cold)["p50_us"] / 1000, "warm": of_all(warm)["p50_us"] / 1000,
        "slowest": of_all(warm)["p99_us"] / 1000,
    }


def copy(texts, size, into):
    """Copies briefs until they are `size` bytes, and returns how many bytes there are."""
    files = sorted(texts.rglob("*.txt"))
    written = number = 0
    while written < size:
        data = files[number % len(files)].read_bytes() + f"\n\nCopy {number}.\n".encode()
        place = into / f"{number // 500:04d}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number:06d}.txt").write_bytes(data)
        written += len(data)
        number += 1
    return written


def build(command):
    """Returns the seconds that a command takes and its peak memory in bytes, without files that it maps."""
    begun, peak = time.monotonic(), 0
    child = subprocess.Popen(command)
    while child.poll() is None:
        peak = max(peak, memory(child.pid))
        time.sleep(0.02)
    if child.returncode != 0:
        sys.exit(f"{command}: status {child.returncode}")
    return time.monotonic() - begun, peak


def memory(pid):
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon"))


def bench(yinde, index, *options):
    command = [yinde, "bench", "--json", "--index", index, *options]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def of_all(report):
    return next(row for row in report["classes"] if row["name"] == "all")


def line(row):
    return (
        f"| {row['text'] / MB:,.0f} MB | {row['passages']:,} | {row['seconds']:.1f} s | {row['index'] / MB:,.0f} MB "
        f"| {row['cold']:.1f} ms | {row['warm']:.2f} ms | {row['slowest']:.1f} ms | {row['peak'] / MB:.0f} MB |"
    )


WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 640, 300, 60, 24, 150, 44
LINES = [("cold", "cold query", "#b3261e"), ("slowest", "warm, p99", "#8a5a00"), ("warm", "warm, median", "#1a56a8")]


def chart(rows):
    """Returns a picture of the times by size, on logarithmic axes, in SVG."""
    values = [row[name] for row in rows for name, _, _ in LINES]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    first, last = (math.log10(rows[at]["text"]) for at in (0, -1))

    def x(text):
        return LEFT + (math.log10(text) - first) / max(last - first, 1e-9) * (WIDTH - LEFT - RIGHT)

    def y(value):
        return HEIGHT - BOTTOM - (math.log10(value) - low) / (high - low) * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'font-family="system-ui, sans-serif" font-size="13">',
        "<title>Milliseconds of a query, by megabytes of text; both axes are logarithmic</title>",
        "<style>text{fill:#222}.grid{stroke:#ccc}"
        "@media(prefers-color-scheme:dark){text{fill:#ddd}.grid{stroke:#444}.line{filter:brightness(1.6)}}</style>",
    ]
    for power in range(low, high + 1):
        at = y(10**power)
        parts.append(f'<path class="grid" d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{10.0**power:g} ms</text>')
    for row in rows:
        parts.append(
            f'<text x="{x(row["text"]):.1f}" y="{HEIGHT - BOTTOM + 22}" text-anchor="middle">'
            f'{row["text"] / MB:,.0f} MB</text>'
        )
    places = apart([y(rows[-1][name]) for name, _, _ in LINES])
    for (name, label, colour), place in zip(LINES, places):
        points = [(x(row["text"]), y(row[name])) for row in rows]
        path = "L".join(f"{across:.1f} {down:.1f}" for across, down in points)
        parts.append(f'<path class="line" d="M{path}" fill="none" stroke="{colour}" stroke-width="2.5"/>')
        for across, down in points:
            parts.append(f'<circle class="line" cx="{across:.1f}" cy="{down:.1f}" r="3.5" fill="{colour}"/>')
        parts.append(f'<text x="{points[-1][0] + 10:.1f}" y="{place + 4:.1f}">{label}</text>')
    return "\n".join([*parts, "</svg>", ""])


def apart(places):
    """Returns the places of labels, moved so that none covers another."""
    moved, before = list(places), -math.inf
    for at in sorted(range(len(places)), key=places.__getitem__):
        before = moved[at] = max(places[at], before + 16)
    return moved


if __name__ == "__main__":
    main()
