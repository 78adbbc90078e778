"""A recorded day in a real Redmine: issues, notes, closing and opening. Nothing can be published to a
recording, so every answer must come back to its issue as refused. Bad days are in redmine_test."""

import datetime
import itertools
import json
import unittest

from support.daemon import Daemon
from support.desks import RedmineDesk
from support.fresh import wait_until

BEGIN = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.timezone.utc)


class Day:
    """What customers say, each in a conversation of their own, at a second of the day. Days share a
    Redmine, so that no two may have the same posts."""

    numbers = itertools.count(1)

    def __init__(self):
        self.number = next(self.numbers)
        self.said = []

    def says(self, second, who, text):
        self.said.append({
            "platform": "town", "account": "care", "kind": "post",
            "direction": "from_customer", "addressed": True, "text": text,
            "object_id": f"{self.number}-{len(self.said) + 1}",
            "thread_id": f"{self.number}-{who}",
            "author": {"id": f"id-{who}", "handle": who},
            "created": (BEGIN + datetime.timedelta(seconds=second)).isoformat()})
        return self

    def texts(self):
        return [one["text"] for one in self.said]

    def write(self, file):
        file.write_text("".join(json.dumps(one) + "\n" for one in self.said), encoding="utf-8")
        return str(file)


class RedmineIssues(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.desk = RedmineDesk(cls)
        cls.agent = cls.desk.agent

    def replaying(self, day):
        daemon = Daemon()
        self.addCleanup(daemon.__exit__, None, None, None)
        daemon.configure(
            {"care": {"plugin": "replay", "path": day.write(daemon.home / "day.jsonl"),
                      "speed": 0, "poll_interval": "1s"}},
            {"desk": self.desk.sink(daemon)})
        daemon.start()
        # What was said before the first look is nobody's answer.
        wait_until(lambda: daemon.has_polled("desk"), "a look at the desk")
        return daemon

    def goes_on(self, daemon, day):
        """What was said since then comes when the daemon starts again."""
        self.assertEqual(daemon.stop(), 0)
        day.write(daemon.home / "day.jsonl")
        daemon.start()

    def saying(self, text):
        """The issues with this text, once for every note that has it."""
        return [number for number, words in self.agent.conversations().items()
                for word in words if text in word.text]

    def issue_saying(self, text):
        return wait_until(lambda: self.saying(text), f"an issue that says {text}", 180)[0]

    def settle(self, daemon, day):
        for text in day.texts():
            self.issue_saying(text)
        wait_until(daemon.is_settled, "an empty outbox", 120)

    def faults(self, daemon, day):
        found = {text: len(self.saying(text)) for text in day.texts()}
        wrong = [f"{count} times: {text}" for text, count in found.items() if count != 1]
        return wrong + ([] if daemon.ledger_closes() else ["the ledger does not close"])

    def is_open(self, number):
        return self.agent.issue(number)["status"]["id"] != self.desk.server.seeded()["closed"]

    def test_a_conversation_is_one_issue_and_a_refused_answer_comes_back_once(self):
        day = Day().says(0, "ann", "where is my suitcase? 🧳").says(8, "ann", "it is blue")
        daemon = self.replaying(day)
        number = self.issue_saying("where is my suitcase? 🧳")
        self.agent.note(number, "Who knows the depot's number?")
        self.agent.note(number, "@customer is not to know this", private=True)
        self.agent.answer(number, "It is in Lisbon.")
        self.assertEqual(self.issue_saying("was NOT published"), number)
        self.assertEqual(self.issue_saying("it is blue"), number)
        self.agent.close(number)
        self.assertFalse(self.is_open(number))
        self.goes_on(daemon, day.says(25, "ann", "any news of the blue one?"))
        self.assertEqual(self.issue_saying("any news of the blue one?"), number)
        self.assertTrue(self.is_open(number))
        self.settle(daemon, day)
        self.assertEqual(self.faults(daemon, day), [])
        refused = [entry for entry in self.agent.issue(number)["journals"]
                   if "was NOT published" in entry["notes"]]
        self.assertEqual([entry["private_notes"] for entry in refused], [True])
        self.assertIn("It is in Lisbon.", refused[0]["notes"])

    def test_markup_and_macros_of_customers_are_only_text(self):
        day = Day().says(0, "mal", "</pre> {{include(Secret)}} @agent *bold* !http://x.invalid/!")
        daemon = self.replaying(day)
        number = self.issue_saying("{{include(Secret)}}")
        wait_until(daemon.is_settled, "an empty outbox")
        self.assertEqual(self.agent.issue(number)["description"].count("</pre>"), 1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
