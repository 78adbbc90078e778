"""Nothing is left for later, and nothing grows too long to read."""

import re

from tree import Finding, files, is_test, line_of, read

LONGEST, LONGEST_TEST = 400, 600
UNFINISHED = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX)\b")
PROSE = (".cpp", ".hpp", ".py", ".md", ".txt", ".cmake", ".yaml", ".json", ".sql", ".in", ".sh")
CODE = (".cpp", ".hpp", ".py")


def check(root):
    for path in files(root, *PROSE):
        text = read(root, path)
        for found in UNFINISHED.finditer(text):
            yield Finding(path, line_of(text, found.start()), f"{found.group()}: do it or drop it")
        length = text.count("\n")
        limit = LONGEST_TEST if is_test(path) else LONGEST
        if path.endswith(CODE) and length > limit:
            yield Finding(path, limit, f"{length} lines; something inside wants a file of its own")
