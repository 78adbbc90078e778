#!/usr/bin/env python3
"""Starts servers that others wrote, on loopback, and stops them at Ctrl-C.

  up.py                   which there are
  up.py bluesky rt        start these, say where they are
  up.py --install rt      install what they need, and nothing else
  up.py --erase rt        forget what was in them, then start

Installations and state are kept in $EARSHOT_REAL, or ~/.cache/earshot/real."""

import argparse
import contextlib
import pathlib
import signal
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from servers import BY_NAME  # noqa: E402
from servers.server import memory  # noqa: E402


def arguments():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("server", nargs="*", metavar="SERVER", help=", ".join(BY_NAME))
    parser.add_argument("--install", action="store_true", help="install only")
    parser.add_argument("--erase", action="store_true", help="begin with an empty state")
    parser.add_argument("--home", help="where state is kept")
    given = parser.parse_args()
    unknown = [name for name in given.server if name not in BY_NAME]
    if unknown or not given.server:
        parser.exit(2 if unknown else 0, "".join(f"no server '{n}'\n" for n in unknown) +
                    f"servers: {', '.join(BY_NAME)}\n")
    return given


def bring_up(server, erase):
    if erase:
        server.erase()
    began = time.monotonic()
    server.start()
    print(f"{server.name}: ready after {time.monotonic() - began:.1f} s, "
          f"{memory(server.process)} MiB, pid {server.process.pid}, log {server.log}")
    for what, value in server.addresses().items():
        print(f"  {what:28} {value}")
    sys.stdout.flush()


def main():
    given = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with contextlib.ExitStack() as up:
        for name in given.server:
            server = BY_NAME[name](given.home)
            server.install()
            if not given.install:
                up.enter_context(server)
                bring_up(server, given.erase)
        if not given.install:
            with contextlib.suppress(KeyboardInterrupt):
                signal.pause()


if __name__ == "__main__":
    main()
