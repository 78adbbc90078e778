"""From a customer's post on Bluesky to a ticket in Request Tracker, and from the agent's answer there
to a post under the customer's: on a good day, and on bad ones."""

import contextlib
import os
import time
import unittest

from support.care import Care, Servers
from support.talk import Talk, seeded

OUTAGE = float(os.environ.get("EARSHOT_OUTAGE", "60"))  # seconds
KILLS = int(os.environ.get("EARSHOT_KILLS", "50"))
# After an outage the poller, the sender and the network's own index each pause for up to two minutes
# before they look again, one after the other at worst.
AFTER_AN_OUTAGE = 400.0  # seconds
PROMISE = 10.0  # seconds from a post to its published answer
TRIES = 5  # at keeping it, on a machine that may have other work to do


class Loop(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.servers = Servers(cls)

    def care(self, name):
        return Care(self.servers, name)

    def there_and_back(self, care, customer, text, **more):
        asked = care.ask(customer, text, **more)
        care.reply_from_the_desk(asked)
        care.answer_post(asked)
        return asked

    def timed(self, *words, **more):
        """As there_and_back, and the seconds that it took."""
        began = time.monotonic()
        asked = self.there_and_back(*words, **more)
        return asked, time.monotonic() - began

    def test_a_question_is_answered_in_public_within_ten_seconds(self):
        with self.care("plain") as care:
            care.daemon.start()
            care.customer("ann")
            first, took = self.timed(care, "ann", "wo ist mein Koffer? 🧳", languages=["de"])
            for _ in range(TRIES - 1):
                if took >= PROMISE:
                    took = self.timed(care, "ann", "und wo sind die anderen?")[1]
            second = self.there_and_back(care, "ann", "und wann kommt er?", under=first)
            care.settle()
            self.assertEqual(care.ticket_of(first), care.ticket_of(second))
            self.assertEqual(care.faults(), [])
            print(f"from post to published answer: {took:.1f} s", flush=True)
            self.assertLess(took, PROMISE)

    def test_a_mention_that_claims_to_be_old_is_answered_too(self):
        with self.care("backdated") as care:
            care.daemon.start()
            self.there_and_back(care, "ann", "today's question")
            old = care.ask("bob", "yesterday's question", days_ago=1)
            care.reply_from_the_desk(old)
            care.settle()
            self.assertEqual(care.faults(), [])

    def test_a_desk_that_is_down_for_a_minute_loses_no_question(self):
        with self.care("deskdown") as care:
            care.daemon.start()
            before = self.there_and_back(care, "ann", "before the outage")
            self.servers.desk.server.stop()
            with contextlib.ExitStack() as back:
                back.callback(self.servers.desk.server.start)
                during = self.ask_for_a_while(care, before)
            for asked in during:
                care.ticket_of(asked, AFTER_AN_OUTAGE)
                care.reply_from_the_desk(asked)
            care.settle(AFTER_AN_OUTAGE)
            self.assertEqual(care.faults(), [])

    def ask_for_a_while(self, care, before):
        """Somebody asks every few seconds; the first goes on with what was asked before."""
        asked = [care.ask("ann", "and one thing more", under=before)]
        ends = time.monotonic() + OUTAGE
        while time.monotonic() < ends:
            asked.append(care.ask(f"customer{len(asked)}", "is anybody there?"))
            time.sleep(OUTAGE / 10)
        return asked

    def test_a_network_that_is_down_for_a_minute_loses_no_answer(self):
        with self.care("networkdown") as care:
            care.daemon.start()
            asked = [care.ask(f"customer{number}", "hello?") for number in range(5)]
            for one in asked:
                care.ticket_of(one)
            self.servers.network.pds_away()
            with contextlib.ExitStack() as back:
                back.callback(self.servers.network.pds_back)
                for one in asked:
                    care.reply_from_the_desk(one)
                time.sleep(OUTAGE)
            asked.append(care.ask("late", "are you there again?"))
            care.ticket_of(asked[-1], AFTER_AN_OUTAGE)
            care.reply_from_the_desk(asked[-1])
            care.settle(AFTER_AN_OUTAGE)
            self.assertEqual(care.faults(), [])

    def test_tokens_that_expire_every_few_seconds_stop_nothing(self):
        with self.care("expiry") as care:
            self.servers.network.let_tokens_live("3s")
            self.addCleanup(self.servers.network.let_tokens_live)
            care.daemon.start()
            for number in range(4):
                self.there_and_back(care, f"customer{number}", "hello?")
                time.sleep(3)  # the platform's clock is the only one that counts here
            care.settle()
            self.assertEqual(care.faults(), [])

    def test_killed_at_random_points_it_loses_nothing_and_answers_nothing_twice(self):
        chance = seeded()
        with self.care("killed") as care, Talk(care) as talk:
            began = time.monotonic()
            found = talk.interrupt(KILLS, chance)
            care.settle(300)
            self.assertEqual(care.faults(), [])
            print(f"{KILLS} kills in {time.monotonic() - began:.0f} s: {dict(found)}; "
                  f"{len(care.asked)} questions, {len(care.answered)} answers", flush=True)
            self.assertGreater(found["question"], KILLS / 5, "the kills show nothing")
            self.assertGreater(found["answer"], KILLS / 5, "the kills show nothing")
            self.assertGreater(len(care.answered), KILLS / 2, "too little happens between the kills")


if __name__ == "__main__":
    unittest.main(verbosity=2)
