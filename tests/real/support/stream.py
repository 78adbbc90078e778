"""What tests of streams share: recorded conversations through the daemon into one sink, and whether
all of it arrived, once and in order."""

import collections

from .daemon import Daemon
from .fresh import wait_until

import conversations  # of tests/system, where the daemon's harness is as well


def recorded(daemon, count):
    """A file of that many invented conversations; some people are in two of them."""
    return conversations.invent(daemon.home / "recorded.json", conversations=count)


class StreamCare:
    """The daemon with a recording as its only account and a stream as its only sink."""

    def __init__(self, sink, count=60, seconds=0):
        """The recording is played within so many seconds; 0: as fast as possible."""
        self.daemon = Daemon()
        self.source = recorded(self.daemon, count)
        self.turns = conversations.turns_of(self.source)
        speed = conversations.DAYS * 24 * 3600 // seconds if seconds else 0
        self.daemon.configure(
            {"recorded": {"plugin": "replay", "path": str(self.source), "speed": speed}},
            {"stream": sink})

    def is_waiting(self):
        """Something is on its way. What has not come in yet is not."""
        return not self.daemon.is_settled()

    # What failed in an outage waits for up to two minutes before it is sent again.
    def settle(self, patience=300):
        def done():
            line = next((one for one in self.daemon.ask("ledger")["intake"]
                         if one["account"] == "recorded"), {"stored": 0})
            return line["stored"] == len(self.turns) and self.daemon.is_settled()
        wait_until(done, "an empty outbox", patience)

    def faults(self, events, repeats_allowed=False):
        """What is wrong with what arrived; with `repeats_allowed` the same id may come again."""
        found = []
        if self.daemon.dead():
            found.append(f"dead letters: {self.daemon.dead()}")
        if not self.daemon.ledger_closes():
            found.append("the ledger does not close")
        first = {event["id"]: event for event in reversed(events)}
        if len(first) != len(events) and not repeats_allowed:
            found.append(f"{len(events) - len(first)} events came twice")
        if set(self._by_thread(self.turns).items()) != set(self._by_thread(
                (event["data"]["thread_id"], event["data"]["text"])
                for event in self._in_order(events, first)).items()):
            found.append("not every conversation is there, unchanged and in order")
        return found

    @staticmethod
    def _in_order(events, first):
        seen = set()
        for event in events:
            if event["id"] not in seen:
                seen.add(event["id"])
                yield first[event["id"]]

    @staticmethod
    def _by_thread(turns):
        threads = collections.defaultdict(tuple)
        for thread, text in turns:
            threads[thread] += (text,)
        return threads

    def __enter__(self):
        return self

    def __exit__(self, *why):
        self.daemon.__exit__(*why)
