"""What compilers get wrong around co_await (CONTRIBUTING.md, "Coroutines") is not written at all."""

import re

from tree import Finding, line_of, read, sources, without_literals

TOKEN = re.compile(r"[A-Za-z_]\w*|->|::|&&|\|\||[^\s\w]|\d[\w.']*")
OPENING = {"(": ")", "[": "]", "{": "}"}
CONTROL = {"if", "while", "for", "switch"}
# Nothing to destroy: these may be written in braces beside a co_await.
TRIVIAL = {"duration", "timestamp", "hours", "minutes", "seconds", "milliseconds", "microseconds"}
BANNED = {
    re.compile(r"\basio::detached\b"): "asio::detached: a coroutine belongs to a task_scope",
    re.compile(r"\bawaitable_operators\b"):
        "awaitable_operators: || swallows errors until the timer fires; use base/timeout.hpp",
}


class Group:
    """A bracket and what is in it. `block`: statements, as opposed to a list of expressions."""

    def __init__(self, opening, offset):
        self.opening, self.offset = opening, offset
        self.inner, self.block = [], False


def parse(code):
    """The code as nested groups; tokens are pairs (text, offset)."""
    top = Group("{", 0)
    top.block = True
    open_groups = [top]
    for match in TOKEN.finditer(code):
        text = match.group()
        if text in OPENING:
            group = Group(text, match.start())
            group.block = text == "{" and opens_block(open_groups[-1])
            open_groups[-1].inner.append(group)
            open_groups.append(group)
        elif text in OPENING.values():
            if len(open_groups) > 1:
                open_groups.pop()
        else:
            open_groups[-1].inner.append((text, match.start()))
    return top


def opens_block(around):
    """Whether a brace that comes next in this group begins statements, not a braced list."""
    before = around.inner
    if not before or ends_statement(before[-1]):
        return around.block
    words = [text_of(item) for item in before[-40:]]
    if words[-1] in ("else", "do", "try", ":", ")", "]", "const", "noexcept", "mutable", "override"):
        return True
    statement = words[last_boundary(before[-40:]):]
    if any(word in ("namespace", "struct", "class", "enum", "union", "extern") for word in statement):
        return "=" not in statement and "(" not in statement
    return "->" in statement and is_return_type(statement[rightmost(statement, "->") + 1:],
                                                statement[rightmost(statement, "->") - 1])


def is_return_type(words, before_arrow):
    """`) -> task<result<void>> {`, as opposed to `pointer->member{`."""
    after_parameters = before_arrow in (")", "]", "const", "mutable", "noexcept", "override")
    return after_parameters and not set(words) & {"=", ";", ".", ")"}


def rightmost(words, wanted):
    return len(words) - 1 - words[::-1].index(wanted)


def last_boundary(items):
    for index in range(len(items) - 1, -1, -1):
        if ends_statement(items[index]):
            return index + 1
    return 0


def ends_statement(item):
    return item.block if isinstance(item, Group) else item[0] == ";"


def text_of(item):
    """A group counts as its closing bracket: what stands before the next token."""
    return OPENING[item.opening] if isinstance(item, Group) else item[0]


def statements(block):
    """Runs of siblings; the parentheses of `if` and the like are statements of their own."""
    run = []
    for item in block.inner:
        if not isinstance(item, Group) and item[0] == ";":
            yield run
            run = []
        elif isinstance(item, Group) and item.opening == "(" and is_control(run):
            yield from statements(item)
            run = []
        elif isinstance(item, Group) and item.block:
            if not is_lambda_body(run):
                yield run
                run = []
        else:
            run.append(item)
    yield run


def is_control(run):
    words = [text_of(item) for item in run]
    return bool(words) and (words[-1] in CONTROL or words[-2:] == ["if", "constexpr"])


def is_lambda_body(run):
    """A block that is part of the statement around it."""
    return any(isinstance(item, Group) and is_introducer(run, index)
               for index, item in enumerate(run))


def is_introducer(run, index):
    """`[` of a lambda: not a subscript, a structured binding, an attribute or an array."""
    group = run[index]
    if not isinstance(group, Group) or group.opening != "[":
        return False
    if group.inner and isinstance(group.inner[0], Group) and group.inner[0].opening == "[":
        return False
    before = text_of(run[index - 1]) if index else ""
    if before in ("&", "&&") and index > 1 and text_of(run[index - 2]) in ("auto", "const"):
        return False
    if before in ("return", "co_return", "co_await", "co_yield"):
        return True
    return not re.fullmatch(r"[A-Za-z_]\w*|\)|\]|\"", before)


def groups(block):
    """Every group below, blocks and lists alike."""
    for item in block.inner:
        if isinstance(item, Group):
            yield item
            yield from groups(item)


def flatten(run):
    """The tokens of one full expression. The bodies of its lambdas are not part of it."""
    for index, item in enumerate(run):
        if not isinstance(item, Group):
            yield item
        elif item.opening == "[" and is_introducer(run, index):
            yield ("[x]" if owns_captures(item) else "[]", item.offset)
        elif not item.block:
            trivial = item.opening == "{" and index and text_of(run[index - 1]) in TRIVIAL
            yield ("(" if trivial else item.opening, item.offset)
            yield from flatten(item.inner)


def owns_captures(introducer):
    """`[x]` and `[y = ...]`: the closure has something to destroy. `[&]` and `[this]` have not."""
    words = [text_of(item) for item in introducer.inner]
    captures, current = [], []
    for word in words + [","]:
        if word == ",":
            captures.append(current)
            current = []
        else:
            current.append(word)
    return any(capture and capture[0] != "&" and capture != ["this"] for capture in captures)


def complaints(run):
    tokens = list(flatten(run))
    words = [text for text, _ in tokens]
    awaits = words.count("co_await")
    if not awaits:
        return
    offset = tokens[words.index("co_await")][1]
    if "?" in words:
        yield offset, "co_await and ?: in one statement; write an if"
    if "{" in words:
        yield offset, "co_await and a braced list in one statement; name the value first"
    if "[x]" in words:
        yield offset, "co_await and a capturing lambda in one statement; name the lambda first"
    if awaits > 1 and ("&&" in words or "||" in words):
        yield offset, "two co_await joined by && or ||; write two statements"


def check(root):
    for path in sources(root):
        yield from check_code(path, without_literals(read(root, path)))


def check_code(path, code):
    for banned, complaint in BANNED.items():
        for match in banned.finditer(code):
            yield Finding(path, line_of(code, match.start()), complaint)
    top = parse(code)
    for block in [top, *(group for group in groups(top) if group.block)]:
        for run in statements(block):
            for offset, complaint in complaints(run):
                yield Finding(path, line_of(code, offset), complaint)
