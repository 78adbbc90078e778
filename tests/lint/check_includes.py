"""Includes point downwards: docs/architecture.md draws the table that stands here as RANK."""

import re
from pathlib import Path

from tree import Finding, is_test, line_of, read, sources, without_comments

# A folder of daemon/ includes its own files and those of a greater rank. Equal rank: siblings.
RANK = {
    "app": 0,
    "control": 1,
    "intake": 2, "desk": 2, "delivery": 2, "watch": 2,
    "journal": 3,
    "plugins": 4,
    "language": 5, "rules": 5, "cases": 5,
    "net": 6, "text": 6, "store": 6, "mail": 6, "pictures": 6,
    "base": 7,
}
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*"([^"]+)"', re.M)
GENERATED = {"earshot/sdk_hash.hpp"}


def check(root):
    for path in sources(root):
        code = without_comments(read(root, path))
        for found in INCLUDE.finditer(code):
            complaint = judge(root, path, found.group(1))
            if complaint:
                yield Finding(path, line_of(code, found.start(1)), complaint)


def judge(root, path, target):
    """What is wrong with this include, or nothing."""
    if target.startswith("earshot/testkit/"):
        return judge_testkit(root, path, target)
    if target.startswith("earshot/"):
        exists = (Path(root) / "sdk/include" / target).exists()
        return None if exists or target in GENERATED else f'the SDK has no "{target}"'
    if is_test(path) and (Path(root) / "tests/support" / target).exists():
        return None
    judges = {"daemon": judge_daemon, "plugins": judge_plugin, "sdk": judge_sdk}
    judge_one = judges.get(path.split("/")[0])
    return judge_one(root, path, target) if judge_one else None


def judge_testkit(root, path, target):
    if not (Path(root) / "sdk/testkit/include" / target).exists():
        return f'the test kit has no "{target}"'
    if is_test(path) or path.startswith("sdk/testkit/"):
        return None
    return f'only tests include the test kit, not "{target}"'


def judge_daemon(root, path, target):
    own, other = path.split("/")[1], target.split("/")[0]
    if other not in RANK or not (Path(root) / "daemon" / target).exists():
        return f'no such file: "{target}"; an include is written from daemon/'
    if own == other or RANK.get(own, 0) < RANK[other]:
        return None
    if RANK[own] == RANK[other]:
        return f'{own} and {other} are siblings and never include each other: "{target}"'
    return f'{own} stands below {other} and must not include "{target}"'


def judge_plugin(root, path, target):
    own = path.split("/")[1]
    if target.startswith(own + "/") and (Path(root) / "plugins" / target).exists():
        return None
    if is_test(path) and (Path(root) / "daemon" / target).exists():
        return None  # a plugin is tested with the host's real services
    return f'a plugin includes only "earshot/..." and "{own}/...", not "{target}"'


def judge_sdk(root, path, target):
    if (Path(root) / path).parent.joinpath(target).exists() and "include/" not in path:
        return None
    return f'the SDK includes only "earshot/..." and what stands beside it, not "{target}"'
