"""Headers that take seconds to compile stay in the few sources that wrap them."""

import re

from tree import Finding, is_test, line_of, read, sources, without_comments

# Header prefix, and in how many .cpp files it may stand; as many again in tests.
LIMITS = {
    "boost/beast": 4,
    "spdlog/": 1,
    "CLI/": 1,
    "yaml-cpp/": 1,
    "boost/url": 1,
}
INCLUDE = re.compile(r"^[ \t]*#[ \t]*include[ \t]*[<\"]([^>\"]+)[>\"]", re.M)


def check(root):
    users = {(prefix, test): [] for prefix in LIMITS for test in (False, True)}
    for path in sources(root):
        code = without_comments(read(root, path))
        for prefix, line in heavy_includes(code):
            if path.endswith(".hpp"):
                yield Finding(path, line, f"<{prefix}...> in a header: wrap it in one .cpp")
            elif path not in (known for known, _ in users[prefix, is_test(path)]):
                users[prefix, is_test(path)].append((path, line))
    for (prefix, _), places in users.items():
        for path, line in places[LIMITS[prefix]:]:
            others = ", ".join(known for known, _ in places if known != path)
            yield Finding(path, line, f"<{prefix}...> is in {others} already: at most "
                                      f"{LIMITS[prefix]} .cpp may include it")


def heavy_includes(code):
    for found in INCLUDE.finditer(code):
        for prefix in LIMITS:
            if found.group(1).startswith(prefix):
                yield prefix, line_of(code, found.start(1))
