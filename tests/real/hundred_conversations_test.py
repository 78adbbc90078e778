"""A hundred customers at once, half of them Dutch, half English: each gets a ticket of their own, each
ticket tells their story in order, and each is answered."""

import concurrent.futures
import os
import time
import unittest

from support.care import Care, Servers

# Three posts each: three pages of notifications.
CONVERSATIONS = int(os.environ.get("EARSHOT_CONVERSATIONS", "100"))
TURNS = {"nl": ["mijn koffer is niet aangekomen op Schiphol, waar kan ik terecht?",
                "het gaat om een blauwe koffer met een rood lint eraan",
                "ik heb hem morgen echt nodig, kunnen jullie helpen?"],
         "en": ["my suitcase did not arrive in London this morning, where do I go?",
                "it is a blue one with a red ribbon around the handle",
                "I really need it tomorrow, is there anything you can do?"]}
AT_ONCE = 8  # people who act at the same time


class HundredConversations(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.servers = Servers(cls)

    def setUp(self):
        self.pool = concurrent.futures.ThreadPoolExecutor(AT_ONCE)
        self.addCleanup(self.pool.shutdown)

    def tell(self, care, number):
        """One customer says all there is to say, one post under the other."""
        language = ("nl", "en")[number % 2]
        said = []
        for turn in TURNS[language]:
            said.append(care.say(f"customer{number}", turn, care.asked[said[-1]] if said else None,
                                 languages=[language]))
        return said

    def test_each_has_a_ticket_in_order_and_an_answer(self):
        with Care(self.servers, "hundred", language={"serves": ["nl", "en"]}) as care:
            list(self.pool.map(care.customer, map("customer{}".format, range(CONVERSATIONS))))
            care.daemon.start()
            began = time.monotonic()
            stories = list(self.pool.map(lambda number: self.tell(care, number),
                                         range(CONVERSATIONS)))
            care.settle(600)
            arrived = time.monotonic() - began
            self.check(care, stories)
            list(self.pool.map(lambda one: care.answer_in(*one), self.unanswered(care)))
            care.settle(600)
            self.assertEqual(care.faults(), [])
            print(f"{CONVERSATIONS} conversations at once: "
                  f"{len(care.asked)} posts at the desk after {arrived:.0f} s, "
                  f"{len(stories)} answers in public after {time.monotonic() - began:.0f} s",
                  flush=True)

    @staticmethod
    def unanswered(care):
        """Each ticket with the last that was said in it."""
        return [(ticket, words[-1]) for ticket, words in care.at_the_desk().items() if words]

    def check(self, care, stories):
        tickets = care.at_the_desk()
        told = sorted(words for words in tickets.values() if words)
        self.assertEqual([words for words in told if words not in stories], [])
        self.assertEqual(told, sorted(stories))
        languages = list(self.pool.map(
            lambda ticket: care.agent.field(ticket, "EarshotLanguage"),
            [ticket for ticket, words in tickets.items() if words]))
        self.assertEqual({language: languages.count(language) for language in TURNS},
                         dict.fromkeys(TURNS, CONVERSATIONS // 2))


if __name__ == "__main__":
    unittest.main(verbosity=2)
