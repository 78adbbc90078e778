"""SIGKILL at random moments on the way from a recorded conversation to a file."""

import os
import random
import time
import unittest

import conversations
from daemon_under_test import read_lines, wait_until
from replay_test import check_all_arrived, closed_ledger, replaying

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


if __name__ == "__main__":
    unittest.main(verbosity=2)
