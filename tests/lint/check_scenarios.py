#!/usr/bin/env python3
"""Tests name only scenarios that docs/scenarios.md has. Run by itself: how many of those are shown."""

import re
import sys
from pathlib import Path

from tree import Finding, files, line_of, read

ROW = re.compile(r"^\| ([A-Z]{1,2}-\d+) \|", re.M)
NAMED = re.compile(r'(?:TEST_CASE\(\s*"|def test_)([A-Z]{1,2})[-_](\d+)(?=[:_ ])')


def check(root):
    known = scenarios(root)
    for path, line, name in shown(root):
        if name not in known:
            yield Finding(path, line, f"docs/scenarios.md has no scenario {name}")


def scenarios(root):
    path = Path(root) / "docs/scenarios.md"
    return ROW.findall(path.read_text(encoding="utf-8")) if path.exists() else []


def shown(root):
    """Where tests name scenarios: path, line, name."""
    for path in files(root, "_test.cpp", "_test.py"):
        if path == "tests/lint/lint_test.py":
            continue  # it has examples of both
        text = read(root, path)
        for found in NAMED.finditer(text):
            yield path, line_of(text, found.start()), f"{found.group(1)}-{found.group(2)}"


def main(root):
    known = scenarios(root)
    names = {name for _, _, name in shown(root)}
    there = [name for name in known if name in names]
    print(f"scenarios with a test: {len(there)} of {len(known)}: {' '.join(there)}")


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    main(Path(__file__).resolve().parent.parent.parent)
