"""clang-format has nothing to change in the sources, nor shellcheck in the scripts to say."""

import re
import shutil
import subprocess
from pathlib import Path

from tree import Finding, files, sources

SHEBANG = re.compile(rb"^#!\s*\S*\b(?:ba|da)?sh\b")
# One thing found, as both tools print it.
COMPLAINT = re.compile(r"^(?P<path>[^:\n]+):(?P<line>\d+):\d+: (?P<text>.+)$", re.M)


def check(root):
    yield from run(root, ["clang-format-19", "--dry-run", "-Werror"], sources(root))
    yield from run(root, ["shellcheck", "--format=gcc"], scripts(root))


def scripts(root):
    return [path for path in files(root) if is_script(Path(root) / path)]


def is_script(path):
    try:
        with open(path, "rb") as file:
            return bool(SHEBANG.match(file.read(64)))
    except OSError:
        return False


def run(root, command, paths):
    if not shutil.which(command[0]):
        print(f"skipped: {command[0]} is not installed")
        return
    if not paths:
        return
    done = subprocess.run([*command, *paths], cwd=root, text=True, capture_output=True, check=False)
    found = list(COMPLAINT.finditer(done.stdout + done.stderr))
    for path in sorted({match["path"] for match in found}):
        first = next(match for match in found if match["path"] == path)
        advice = "./dev format" if command[0].startswith("clang") else first["text"]
        yield Finding(path, int(first["line"]), f"{command[0]}: {advice}")
    if done.returncode and not found:
        yield Finding(paths[0], 1, f"{command[0]} failed: {done.stderr.strip()}")
