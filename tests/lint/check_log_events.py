"""docs/log-events/ lists every event that the code writes, at its level, and no other; and every code
of an error that people may meet."""

import re

from tree import Finding, files, is_test, line_of, read, sources, without_comments

NAME = r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+"
WRITTEN = re.compile(rf'(?:log_level::(\w+)|\bwrite\(\s*(?!log_level)[^,";]+),\s*"({NAME})"')
LITERAL = re.compile(rf'"({NAME})"')
ROW = re.compile(rf"^\| *`({NAME})` *\|([^|\n]*)\|([^|\n]*)\|([^|\n]*)\| *$", re.M)
LEVELS = {"debug", "info", "warning", "error"}

# Whose errors stand in accounts, dead letters, quarantine and refused answers.
SHOWN = ("plugins/", "sdk/", "daemon/mail/", "daemon/net/", "daemon/desk/", "daemon/delivery/",
         "daemon/plugins/", "daemon/store/")
NOT_SHOWN = ("sdk/testkit/", "sdk/template/")
RAISED = re.compile(rf'error_kind::\w+,\s*"({NAME})"')
CODES = re.compile(r"^\|((?: *`[a-z0-9_.]+`,?)+) *\|(?:[^|\n]*\|){1,2} *$", re.M)
LAST_PART = re.compile(r'"([a-z0-9_]+)"')


def check(root):
    yield from check_events(root)
    yield from check_codes(root)


def check_events(root):
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


def check_codes(root):
    documented = dict(codes(root))
    events = dict(table(root))
    literals, parts = set(), set()
    for path in sources(root):
        if is_test(path):
            continue
        code = without_comments(read(root, path))
        literals.update(LITERAL.findall(code))
        parts.update(LAST_PART.findall(code))
        for name, at in raised_in(path, code, events):
            if name not in documented:
                yield Finding(path, line_of(code, at), f"the code {name} has no row in docs/log-events/")
    for name, (place, line) in documented.items():
        # An answer's code is made of the plugin's prefix and the SDK's word for the status.
        if name not in literals and name.rpartition(".")[2] not in parts:
            yield Finding(place, line, f"no code raises {name}")


def raised_in(path, code, events):
    """Codes beside their kind; and in a plugin whatever begins with its name and is no event."""
    if not path.startswith(SHOWN) or path.startswith(NOT_SHOWN):
        return
    for found in RAISED.finditer(code):
        yield found.group(1), found.start(1)
    folder = path.split("/")[1]
    if path.startswith("plugins/"):
        for found in re.finditer(rf'"({folder}\.[a-z0-9_]+)"', code):
            if found.group(1) not in events:
                yield found.group(1), found.start(1)


def codes(root):
    for path in files(root, ".md"):
        if path.startswith("docs/log-events/"):
            text = read(root, path)
            for row in CODES.finditer(text):
                for name in re.findall(r"`([^`]+)`", row.group(1)):
                    yield name, (path, line_of(text, row.start()))


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
