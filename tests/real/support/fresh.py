"""Servers for one test: empty, installed where that is missing, ended and forgotten afterwards."""

import pathlib
import shutil
import tempfile
import time

from .janitor import leave_to_the_janitor

PATIENCE = 120.0  # seconds until a condition that does not come true is a failure


def fresh(test, kind, **more):
    """A started server of this kind. `test` is a test case, or a class of them for one that its
    tests share."""
    home = pathlib.Path(tempfile.mkdtemp(prefix="earshot-real-"))
    leave_to_the_janitor(home)
    server = kind(home, **more)
    add_cleanup = test.addClassCleanup if isinstance(test, type) else test.addCleanup
    add_cleanup(shutil.rmtree, home, ignore_errors=True)
    add_cleanup(server.erase)
    server.install()
    return server.start()


def wait_until(condition, what, patience=PATIENCE, pause=0.1):
    """Returns the first true value of `condition()`, which is asked over the network."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        value = condition()
        if value:
            return value
        time.sleep(pause)
    raise AssertionError(f"not within {patience:.0f} s: {what}")
