"""Headers that take seconds to compile stay in the few sources that wrap them."""

import re

from tree import Finding, is_test, line_of, read, sources, without_comments

# Header prefix, and in how many .cpp files of the product and of the tests it may stand.
LIMITS = {
    "boost/beast": (4, 4),
    "spdlog/": (1, 0),
    "CLI/": (2, 0),
    "yaml-cpp/": (1, 2),
    "boost/url": (1, 0),
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
    for (prefix, test), places in users.items():
        limit = LIMITS[prefix][test]
        for path, line in places[limit:]:
            others = ", ".join(known for known, _ in places if known != path) or "the product"
            yield Finding(path, line, f"<{prefix}...> is for {limit} .cpp "
                                      f"{'of the tests' if test else ''} at most, see {others}")


def heavy_includes(code):
    for found in INCLUDE.finditer(code):
        for prefix in LIMITS:
            if found.group(1).startswith(prefix):
                yield prefix, line_of(code, found.start(1))
