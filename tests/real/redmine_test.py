"""The loop with Redmine as the desk: from a customer's post on Bluesky to an issue, and from an
agent's marked note to a post under the customer's."""

import time
import unittest

from support.care import Care, Servers
from support.desks import RedmineDesk
from support.talk import Talk, seeded

KILLS = 10
OUTAGE = 10.0  # seconds


class RedmineLoop(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.servers = Servers(cls, RedmineDesk)

    def care(self, name):
        return Care(self.servers, name)

    def test_a_question_is_answered_in_public_and_goes_on_in_the_same_issue(self):
        with self.care("plain") as care:
            care.daemon.start()
            first = care.ask("ann", "waar is mijn koffer? 🧳", languages=["nl"])
            care.reply_from_the_desk(first)
            second = care.ask("ann", "en wanneer komt hij?", under=first)
            care.reply_from_the_desk(second)
            care.settle()
            self.assertEqual(care.ticket_of(first), care.ticket_of(second))
            self.assertEqual(care.faults(), [])

    def test_what_agents_tell_each_other_stays_at_the_desk(self):
        with self.care("inside") as care:
            care.daemon.start()
            asked = care.ask("ann", "hello?")
            care.agent.note(care.ticket_of(asked), "she is a difficult customer")
            care.reply_from_the_desk(asked)  # notes are read in order
            care.settle()
            self.assertEqual(care.faults(), [])

    def test_a_desk_that_is_down_loses_no_question(self):
        with self.care("deskdown") as care:
            care.daemon.start()
            care.ticket_of(care.ask("ann", "before"))
            self.servers.desk.server.stop()
            try:
                asked = [care.ask(f"customer{number}", "anybody?") for number in range(3)]
                time.sleep(OUTAGE)
            finally:
                self.servers.desk.server.start()
            for one in asked:
                care.reply_from_the_desk(one)
            care.settle()
            self.assertEqual(care.faults(), [])

    def test_killed_at_random_points_it_loses_nothing_and_answers_nothing_twice(self):
        with self.care("killed") as care, Talk(care) as talk:
            found = talk.interrupt(KILLS, seeded())
            care.settle(300)
            print(f"{KILLS} kills: {dict(found)}; {len(care.asked)} questions, "
                  f"{len(care.answered)} answers", flush=True)
            self.assertGreater(found["question"] + found["answer"], 0, "the kills show nothing")
            self.assertEqual(care.faults(), [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
