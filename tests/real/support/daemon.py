"""The daemon among real servers: the harness of tests/system, and what only is asked here."""

import ctypes
import pathlib
import signal
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "system"))
from daemon_under_test import Earshot  # noqa: E402

from .janitor import leave_to_the_janitor  # noqa: E402

_libc = ctypes.CDLL(None)
_PR_SET_PDEATHSIG = 1


def end_with_parent():
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


class Daemon(Earshot):
    def __init__(self, *configuration, **sections):
        super().__init__(*configuration, **sections)
        leave_to_the_janitor(self.home)

    def start(self, wait=True, preexec=end_with_parent):
        return super().start(wait, preexec)

    def is_settled(self):
        """Nothing is on its way."""
        return all(line["open"] == 0 for line in self.ask("ledger")["delivery"])

    def dead(self):
        """What was given up."""
        return {line["destination"]: line["dead"] for line in self.ask("ledger")["delivery"]
                if line["dead"]}

    def ledger_closes(self):
        return self.command("ledger", "--verify", check=False).returncode == 0
