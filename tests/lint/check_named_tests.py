#!/usr/bin/env python3
"""Tests name only scenarios and pains that the documents have. Run by itself: how many are shown."""

import re
import sys
from pathlib import Path
from typing import NamedTuple

from tree import Finding, files, line_of, read


class Kind(NamedTuple):
    noun: str
    document: str
    row: re.Pattern  # the name in a table
    named: str  # the same in a test, in groups that `-` joins


KINDS = [
    Kind("scenario", "docs/scenarios.md", re.compile(r"^\| ([A-Z]{1,2}-\d+) \|", re.M),
         r"([A-Z]{1,2})[-_](\d+)"),
    Kind("pain", "docs/pains.md", re.compile(r"^\| (\d+) \|", re.M), r"PAIN[-_](\d+)"),
]


def check(root):
    for kind in KINDS:
        known = listed(root, kind)
        for path, line, name in shown(root, kind):
            if name not in known:
                yield Finding(path, line, f"{kind.document} has no {kind.noun} {name}")


def listed(root, kind):
    path = Path(root) / kind.document
    return kind.row.findall(path.read_text(encoding="utf-8")) if path.exists() else []


def shown(root, kind):
    """Where tests bear names of this kind: path, line, name."""
    pattern = re.compile(rf'(?:TEST_CASE\(\s*"|def test_){kind.named}(?=[:_ ])')
    for path in files(root, "_test.cpp", "_test.py"):
        if path == "tests/lint/lint_test.py":
            continue  # it has examples of both
        text = read(root, path)
        for found in pattern.finditer(text):
            yield path, line_of(text, found.start()), "-".join(found.groups())


def main(root):
    for kind in KINDS:
        known = listed(root, kind)
        names = {name for _, _, name in shown(root, kind)}
        there = [name for name in known if name in names]
        print(f"{kind.noun}s with a test: {len(there)} of {len(known)}: {' '.join(there)}")


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    main(Path(__file__).resolve().parent.parent.parent)
