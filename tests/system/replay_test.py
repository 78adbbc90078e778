"""Recorded conversations through the daemon into a file: all of them, unchanged, once."""

import unittest

import conversations
from daemon_under_test import Earshot, read_lines, wait_until


def replaying(source, home=None):
    earshot = Earshot()
    earshot.configure(
        accounts={"recorded": {"plugin": "replay", "path": str(source), "speed": 0}},
        sinks={"archive": {"plugin": "file", "path": str(earshot.home / "out.jsonl")}})
    return earshot


def check_all_arrived(test, source, lines):
    turns = conversations.turns_of(source)
    messages = [line["message"] for line in lines]
    test.assertEqual(len(lines), len(turns))
    test.assertEqual(len({line["key"] for line in lines}), len(turns), "some came twice")
    by_thread = {}
    for message in messages:
        by_thread.setdefault(message["thread_id"], []).append(message["text"])
    expected = {}
    for thread, text in turns:
        expected.setdefault(thread, []).append(text)
    test.assertEqual(by_thread, expected)


def closed_ledger(test, earshot, count):
    ledger = earshot.ask("ledger")
    test.assertEqual(earshot.command("ledger", "--verify", check=False).returncode, 0)
    line = next(one for one in ledger["intake"] if one["account"] == "recorded")
    test.assertEqual(line["stored"], count)


class Replay(unittest.TestCase):
    def through_the_daemon(self, source):
        count = len(conversations.turns_of(source))
        with replaying(source) as earshot:
            out = earshot.home / "out.jsonl"
            earshot.start()
            wait_until(lambda: len(read_lines(out)) >= count, f"{count} lines in the file")
            wait_until(lambda: all(d["open"] == 0 for d in earshot.ask("ledger")["delivery"]),
                       "an empty outbox")
            closed_ledger(self, earshot, count)
            self.assertEqual(earshot.stop(), 0)
            check_all_arrived(self, source, read_lines(out))

    def test_invented_conversations_arrive_unchanged_and_once(self):
        with replaying("/nonexistent") as scratch:
            self.through_the_daemon(conversations.invent(scratch.home / "recorded.json"))

    def test_real_conversations_arrive_unchanged_and_once(self):
        source = conversations.real_file()
        if not source:
            self.skipTest("EARSHOT_CARE_DATA names no file of recorded conversations")
        self.through_the_daemon(source)


if __name__ == "__main__":
    unittest.main(verbosity=2)
