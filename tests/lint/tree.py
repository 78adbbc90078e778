"""What every check needs: the files of the repository and the text of C++ without its comments."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

SKIPPED_FOLDERS = {"build", ".git", ".cache", "__pycache__", "node_modules"}


@dataclass(frozen=True, order=True)
class Finding:
    path: str
    line: int
    text: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.text}"


def files(root, *suffixes):
    """Paths below root, as text relative to it, sorted; of these suffixes only, where given."""
    found = []
    for folder, inner, names in os.walk(root):
        inner[:] = [name for name in inner if name not in SKIPPED_FOLDERS]
        for name in names:
            if not suffixes or name.endswith(suffixes):
                found.append(os.path.relpath(os.path.join(folder, name), root))
    return sorted(found)


def sources(root):
    return files(root, ".cpp", ".hpp")


def read(root, path):
    return (Path(root) / path).read_text(encoding="utf-8", errors="replace")


def is_test(path):
    return path.startswith("tests/") or path.endswith(("_test.cpp", "_fuzz.cpp", "_fixture.hpp"))


LITERAL_OR_COMMENT = re.compile(
    r"""
    (?P<comment> //[^\n]* | /\*.*?\*/ )
  | (?P<raw> \bu?8?R"(?P<mark>[^()\s\\]{0,16})\(.*?\)(?P=mark)" )
  | (?P<text> "(?:\\.|[^"\\\n])*" )
  | (?P<character> (?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+' )
    """,
    re.DOTALL | re.VERBOSE,
)


def _blank(text):
    return "".join("\n" if c == "\n" else " " for c in text)


def without_comments(code):
    """The same code, line for line, with its comments blanked."""
    return LITERAL_OR_COMMENT.sub(
        lambda m: _blank(m.group()) if m.group("comment") else m.group(), code)


def without_literals(code):
    """As without_comments, and every literal is an empty one; preprocessor lines are gone."""
    def blank(m):
        if m.group("comment"):
            return _blank(m.group())
        return '""' + _blank(m.group()[2:])
    code = LITERAL_OR_COMMENT.sub(blank, code)
    return re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", lambda m: _blank(m.group()), code, flags=re.M)


def line_of(code, offset):
    return code.count("\n", 0, offset) + 1
