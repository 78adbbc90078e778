"""docs/log-events/ lists every event that the code writes, at its level, and no other."""

import re

from tree import Finding, files, is_test, line_of, read, sources, without_comments

NAME = r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+"
WRITTEN = re.compile(rf'(?:log_level::(\w+)|\bwrite\(\s*(?!log_level)[^,";]+),\s*"({NAME})"')
LITERAL = re.compile(rf'"({NAME})"')
ROW = re.compile(rf"^\| *`({NAME})` *\|([^|\n]*)\|([^|\n]*)\|([^|\n]*)\| *$", re.M)
LEVELS = {"debug", "info", "warning", "error"}


def check(root):
    rows = dict(table(root))
    yield from duplicates(root)
    mentioned = set()
    for path in sources(root):
        if is_test(path):
            continue
        code = without_comments(read(root, path))
        mentioned.update(LITERAL.findall(code))
        for found in WRITTEN.finditer(code):
            complaint = judge(found.group(2), found.group(1), rows)
            if complaint:
                yield Finding(path, line_of(code, found.start(2)), complaint)
    for event, (place, line, *_) in rows.items():
        if event not in mentioned:
            yield Finding(place, line, f"no code writes the event {event}")


def judge(event, level, rows):
    if event not in rows:
        return f"the event {event} has no row in docs/log-events/"
    documented_levels = set(re.findall(r"\w+", rows[event][2]))
    if level and level not in documented_levels:
        return f"the event {event} is written at {level}, documented at {rows[event][2]}"
    return None


def table(root):
    for path in files(root, ".md"):
        if path.startswith("docs/log-events/"):
            text = read(root, path)
            for row in ROW.finditer(text):
                event, level, meaning, remedy = (cell.strip() for cell in row.groups())
                yield event, (path, line_of(text, row.start()), level, meaning, remedy)


def duplicates(root):
    seen = set()
    for event, (path, line, level, meaning, remedy) in table(root):
        if event in seen:
            yield Finding(path, line, f"a second row for {event}")
        if not set(re.findall(r"\w+", level)) <= LEVELS or not level:
            yield Finding(path, line, f"{event} has no level: debug, info, warning or error")
        if not meaning or not remedy:
            yield Finding(path, line, f"{event} needs a meaning and a remedy ('nothing' is one)")
        seen.add(event)
