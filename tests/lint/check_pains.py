#!/usr/bin/env python3
"""Tests name only pains that docs/pains.md has. Run by itself: how many of those are shown."""

import re
import sys
from pathlib import Path

from tree import Finding, files, line_of, read

ROW = re.compile(r"^\| (\d+) \|", re.M)
NAMED = re.compile(r'(?:TEST_CASE\(\s*"|def test_)PAIN[-_](\d+)(?=[:_ ])')


def check(root):
    known = pains(root)
    for path, line, number in shown(root):
        if number not in known:
            yield Finding(path, line, f"docs/pains.md has no pain {number}")


def pains(root):
    path = Path(root) / "docs/pains.md"
    return ROW.findall(path.read_text(encoding="utf-8")) if path.exists() else []


def shown(root):
    """Where tests name pains: path, line, number."""
    for path in files(root, "_test.cpp", "_test.py"):
        if path == "tests/lint/lint_test.py":
            continue  # it has examples of both
        text = read(root, path)
        for found in NAMED.finditer(text):
            yield path, line_of(text, found.start()), found.group(1)


def main(root):
    known = pains(root)
    numbers = {number for _, _, number in shown(root)}
    there = [number for number in known if number in numbers]
    print(f"pains with a test: {len(there)} of {len(known)}: {' '.join(there)}")


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    main(Path(__file__).resolve().parent.parent.parent)
