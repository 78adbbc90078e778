"""`earshot simulate` over a journal of many posts, twice: as fast as it reads, and the same bytes."""

import argparse
import hashlib
import os
import subprocess
import time

os.environ.setdefault("EARSHOT_BUILD", "build/release")

from intake_to_sink import UNDERSTANDING, fill  # noqa: E402
from daemon_under_test import COMMAND, Earshot  # noqa: E402


def simulate(earshot):
    """Seconds, lines, and what the output comes to."""
    began = time.monotonic()
    done = subprocess.run([COMMAND, "--config", earshot.home / "earshot.yaml", "--json", "simulate"],
                          check=True, capture_output=True)
    return (time.monotonic() - began, done.stdout.count(b"\n"),
            hashlib.sha256(done.stdout).hexdigest())


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--messages", type=int, default=100_000)
    chosen = options.parse_args()
    with Earshot() as earshot:
        earshot.sections = UNDERSTANDING
        earshot.configure({}, {"helpdesk": {"plugin": "file", "path": str(earshot.home / "out")}})
        (earshot.home / "state").mkdir(mode=0o700)
        fill(earshot, chosen.messages)
        digests = set()
        for _ in range(2):
            took, lines, digest = simulate(earshot)
            digests.add(digest)
            print(f"{lines} messages in {took:.1f} s: {lines / took:.0f}/s, sha256 {digest[:16]}")
    if len(digests) != 1:
        raise SystemExit("two runs differ")


if __name__ == "__main__":
    main()
