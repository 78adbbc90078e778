"""A relative link in a document leads to a file and, with `#`, to a heading in it."""

import re
from pathlib import Path

from tree import Finding, files, line_of, read

LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\(([^()\s]+)\)|!\[[^\]\n]*\]\(([^()\s]+)\)")
CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.M | re.S)
HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.M)


def check(root):
    for path in files(root, ".md"):
        text = CODE.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), read(root, path))
        for found in LINK.finditer(text):
            target = found.group(1) or found.group(2)
            complaint = judge(root, path, target)
            if complaint:
                yield Finding(path, line_of(text, found.start()), complaint)


def judge(root, path, target):
    if re.match(r"[a-z][a-z0-9+.-]*:", target):
        return None
    file_part, _, anchor = target.partition("#")
    leads_to = (Path(root) / path).parent / file_part if file_part else Path(root) / path
    if not leads_to.exists():
        return f"leads nowhere: {target}"
    if anchor and leads_to.suffix == ".md" and anchor not in anchors(leads_to.read_text()):
        return f"no heading for #{anchor} in {file_part or path}"
    return None


def anchors(text):
    """The names that headings get when a page is shown."""
    without_code = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    return {anchor(title) for title in HEADING.findall(without_code)}


def anchor(title):
    return re.sub(r"[^\w\- ]", "", title.lower().replace("`", "")).strip().replace(" ", "-")
