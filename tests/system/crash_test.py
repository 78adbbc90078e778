"""SIGKILL at random moments on the way from a recorded conversation to a file."""

import contextlib
import os
import random
import re
import sqlite3
import time
import unittest

import conversations
from daemon_under_test import Earshot, read_lines, wait_until
from helpdesk import x_of
from replay_test import check_all_arrived, closed_ledger, replaying
from twin import Twin

ROUNDS = int(os.environ.get("EARSHOT_CRASH_ROUNDS", "200"))  # kills with work left
KILLS_IN_A_ROUND = 4


class Crash(unittest.TestCase):
    def survive(self, source, chance, kills):
        """Kills one daemon `kills` times on the way; returns how often there was work left."""
        count = len(conversations.turns_of(source))
        on_the_way = 0
        with replaying(source) as earshot:
            out = earshot.home / "out.jsonl"
            for _ in range(kills):
                earshot.start(wait=False)
                time.sleep(chance.uniform(0.0, 0.15))
                earshot.kill()
                on_the_way += len(read_lines(out)) < count
            earshot.start()
            wait_until(lambda: len(read_lines(out)) >= count, f"{count} lines in the file")
            wait_until(lambda: all(d["open"] == 0 for d in earshot.ask("ledger")["delivery"]),
                       "an empty outbox")
            closed_ledger(self, earshot, count)
            self.assertEqual(earshot.stop(), 0)
            check_all_arrived(self, source, read_lines(out))
        return on_the_way

    def test_killed_at_random_points_loses_nothing_and_sends_nothing_twice(self):
        seed = int(os.environ.get("EARSHOT_SEED", random.randrange(1 << 32)))
        print(f"seed {seed}", flush=True)
        chance = random.Random(seed)
        with replaying("/nonexistent") as scratch:
            source = conversations.real_file() or conversations.invent(
                scratch.home / "recorded.json", conversations=220)
            kills = on_the_way = 0
            while on_the_way < ROUNDS:
                on_the_way += self.survive(source, chance, KILLS_IN_A_ROUND)
                kills += KILLS_IN_A_ROUND
                self.assertLess(kills, 20 * ROUNDS, "the kills come too late to show anything")
        print(f"{kills} kills, {on_the_way} of them with work left", flush=True)

    def test_PAIN_11_killed_between_polls_the_cursor_is_never_ahead_of_the_messages(self):
        chance = random.Random(int(os.environ.get("EARSHOT_SEED", random.randrange(1 << 32))))
        with Twin() as twin, Earshot() as earshot:
            earshot.configure({"noordzee": x_of(earshot, twin, auth="app_only",
                                                poll_interval="1s")},
                              {"archive": {"plugin": "file",
                                           "path": str(earshot.home / "out.jsonl")}})
            posts = []
            for _ in range(20):
                posts += [twin.post(f"@{twin.handle} {len(posts) + n}") for n in range(10)]
                earshot.start(wait=False)
                time.sleep(chance.uniform(0.0, 0.4))
                earshot.kill()
                self.check_cursor(earshot, posts)
            earshot.start()
            wait_until(lambda: len(read_lines(earshot.home / "out.jsonl")) >= len(posts),
                       "all of it")
            heard = [line["message"]["object_id"] for line in read_lines(earshot.home / "out.jsonl")]
            self.assertEqual(sorted(heard), sorted(posts))
            self.assertEqual(earshot.command("ledger", "verify").returncode, 0)

    def check_cursor(self, earshot, posts):
        """Whatever lies behind the cursor is stored."""
        journal = earshot.home / "state" / "journal.db"
        if not journal.exists():
            return
        with contextlib.closing(sqlite3.connect(journal)) as file:
            try:
                cursors = [value for (value,) in file.execute("SELECT value FROM cursor")]
                stored = {name for (name,) in file.execute("SELECT object_id FROM message")}
            except sqlite3.OperationalError:
                return  # killed before there were tables
        for cursor in cursors:
            reached = [int(number) for number in re.findall(r"\d{19}", cursor)]
            passed = {post for post in posts if reached and int(post) <= min(reached)}
            self.assertLessEqual(passed, stored)


if __name__ == "__main__":
    unittest.main(verbosity=2)
