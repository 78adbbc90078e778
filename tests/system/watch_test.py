"""What tells people that something is wrong, and whether it can be mended: with the real daemon."""

import json
import sqlite3
import time
import unittest

import conversation_test
from daemon_under_test import Earshot, read_lines, wait_until
from receiver import Receiver
from twin import Twin
from webhook_test import mention, post, webhook_sink, x_account


def account(earshot, name="noordzee"):
    return next(one for one in earshot.ask("accounts")["accounts"] if one["name"] == name)


def credential(earshot):
    return account(earshot)["credential"]["state"]


def settled(earshot):
    return all(line["open"] == 0 for line in earshot.ask("ledger")["delivery"])


class Watch(unittest.TestCase):
    talking = conversation_test.Conversation.talking
    tickets = conversation_test.Conversation.tickets
    arrived = conversation_test.Conversation.arrived
    answer = conversation_test.Conversation.answer
    published = conversation_test.Conversation.published

    def test_PAIN_1_a_token_that_dies_is_told_and_named_and_stops_no_reading(self):
        with Twin() as twin, self.talking(twin) as earshot:
            earshot.start()
            wait_until(lambda: credential(earshot) == "valid", "a valid credential")
            self.assertEqual(earshot.command("accounts", "--check").returncode, 0)
            first = twin.post(f"@{twin.handle} hello?")
            self.arrived(earshot, first)
            twin.fault("revoked", path="/2/tweets", method="POST")
            self.answer(earshot, first, "We are looking into it. ^Ann")
            wait_until(lambda: credential(earshot) == "expired", "a bad credential")
            # The refused send asks for another examination, a minute after the last at the earliest.
            wait_until(lambda: earshot.events("watch.credential_expired"), "the alarm", 90)
            self.assertEqual(earshot.command("accounts", "--check", check=False).returncode, 1)
            self.assertIn("no longer good", earshot.command("accounts").stdout)
            self.assertIn("no longer good", earshot.command("status").stdout)
            self.arrived(earshot, twin.post(f"@{twin.handle} anybody there?"))

    def test_PAIN_3_another_token_is_put_in_place_and_nothing_else_changes(self):
        with Twin() as twin, self.talking(twin) as earshot:
            earshot.start()
            first = twin.post(f"@{twin.handle} hello?")
            self.arrived(earshot, first)
            wait_until(lambda: credential(earshot) == "valid", "a valid credential")
            wait_until(lambda: settled(earshot), "a settled outbox")
            before = self.books(earshot)
            refresh = earshot.home / "refresh"
            twin.fault("revoked", path="/2/users/me")
            earshot.reload()
            wait_until(lambda: credential(earshot) == "expired", "a bad credential")
            refresh.write_text(twin.call("POST", "/twin/grant")["refresh_token"])
            earshot.reload()
            wait_until(lambda: credential(earshot) == "valid", "a valid credential")
            self.assertTrue(earshot.events("oauth.seed_replaced"))
            self.assertEqual(self.books(earshot), before)
            self.answer(earshot, first, "There you are. ^Ann")
            self.published(twin, 1)
            wait_until(lambda: settled(earshot), "a settled outbox")
            self.assertEqual([m["object_id"] for m in self.tickets(earshot)], [first])
            self.assertEqual(earshot.stop(), 0)
            # The grant's pair is what the next run goes on with.
            earshot.start()
            wait_until(lambda: credential(earshot) == "valid", "a valid credential")
            self.assertEqual([m["object_id"] for m in self.tickets(earshot)], [first])

    def books(self, earshot):
        """What a credential has nothing to do with."""
        with sqlite3.connect(f"file:{earshot.home}/state/journal.db?mode=ro", uri=True) as file:
            cases = file.execute("SELECT key, body FROM memory ORDER BY key").fetchall()
            accounts = file.execute("SELECT id, platform, name, stored FROM account").fetchall()
            messages = file.execute("SELECT * FROM message").fetchall()
        return cases, accounts, messages

    def test_PAIN_7_the_ledger_is_verified_and_shown_by_the_hour(self):
        with Receiver() as receiver, Earshot() as earshot:
            self.listening(earshot, receiver)
            earshot.start()
            for number in (1, 2, 2):
                self.assertEqual(post(earshot, json.dumps(mention(number)).encode())[0], 200)
            wait_until(lambda: sum(h["received"] for h in self.hours(earshot)) == 3, "three")
            wait_until(lambda: settled(earshot), "a settled outbox")
            self.assertEqual(sum(hour["stored"] for hour in self.hours(earshot)), 2)
            self.assertEqual(earshot.command("ledger", "verify").stdout, "every sum closes\n")
            self.assertEqual(earshot.stop(), 0)
            self.change(earshot, "UPDATE account_hour SET stored = stored + 1")
            earshot.start()
            verified = earshot.command("ledger", "verify", check=False)
            self.assertEqual(verified.returncode, 1)
            self.assertIn("x/noordzee: stored = the sum of its hours", verified.stdout)

    def hours(self, earshot):
        return earshot.ask("ledger", "--by-hour", "--account", "noordzee", "--from", "2h")["hours"]

    def listening(self, earshot, receiver, **sink):
        earshot.configure({"noordzee": x_account(earshot)},
                          {"desk": {**webhook_sink(earshot, receiver.url), **sink},
                           "archive": {"plugin": "file", "path": str(earshot.home / "out.jsonl")}})

    def change(self, earshot, statement):
        file = sqlite3.connect(earshot.home / "state" / "journal.db")
        with file:
            file.execute(statement)
        file.close()

    def test_PAIN_8_an_account_that_only_listens_has_a_gap_after_an_absence(self):
        with Receiver() as receiver, Earshot() as earshot:
            self.listening(earshot, receiver)
            earshot.start()
            self.assertEqual(post(earshot, json.dumps(mention(1)).encode())[0], 200)
            wait_until(lambda: account(earshot)["last_message"], "the message")
            earshot.kill()
            earshot.start()
            self.assertEqual(post(earshot, json.dumps(mention(2)).encode())[0], 200)
            wait_until(lambda: account(earshot)["last_day"]["stored"] == 2, "the second message")
            self.assertEqual(account(earshot)["gaps"], 0)  # a moment: X calls again
            earshot.kill()
            self.change(earshot, "UPDATE alive SET at = at - 7200000")
            earshot.start()
            wait_until(lambda: account(earshot)["gaps"] == 1, "the gap")
            away = wait_until(lambda: earshot.events("watch.was_away"), "the alarm")[0]
            self.assertEqual(away["account"], "noordzee")
            wait_until(lambda: [line for line in read_lines(earshot.home / "out.jsonl")
                                if "message" not in line], "the gap in the archive")
            self.assertEqual(earshot.command("ledger", "verify").returncode, 0)

    def test_PAIN_36_dead_letters_are_sent_again_by_time_after_a_dry_run(self):
        with Receiver() as receiver, Earshot() as earshot:
            self.listening(earshot, receiver)
            receiver.status = 410
            earshot.start()
            for number in range(3):
                post(earshot, json.dumps(mention(number)).encode())
            wait_until(lambda: len(earshot.ask("dead", "list")["dead"]) == 3, "dead letters")
            receiver.status = 200
            before = earshot.ask("dead", "list", "--to", "1h")
            self.assertEqual(before["dead"], [])
            dry = earshot.command("dead", "replay", "--destination", "sink:desk", "--from", "1h",
                                  "--dry-run").stdout
            self.assertIn("3 dead letters would be sent again", dry)
            self.assertEqual(len(earshot.ask("dead", "list")["dead"]), 3)
            self.assertIn("0 dead letters", earshot.command("dead", "replay", "--to", "1h").stdout)
            self.assertIn("3 dead letters", earshot.command("dead", "replay", "--from", "1h").stdout)
            wait_until(lambda: settled(earshot), "a settled outbox")
            self.assertEqual(earshot.ask("dead", "list")["dead"], [])
            self.assertEqual(earshot.command("ledger", "verify").returncode, 0)

    def test_PAIN_6_a_queue_that_waits_too_long_is_told_until_it_moves(self):
        with Receiver() as receiver, Earshot() as earshot:
            self.listening(earshot, receiver, queue_age_alarm="1s")
            receiver.status = 503
            earshot.start()
            post(earshot, json.dumps(mention(1)).encode())
            late = wait_until(lambda: earshot.events("watch.queue_late"), "the alarm", 60)[0]
            self.assertEqual(late["destination"], "sink:desk")
            waiting = next(one for one in earshot.ask("outbox")["destinations"]
                           if one["destination"] == "sink:desk")
            self.assertTrue(waiting["oldest"])
            self.assertIn("the oldest has waited", earshot.command("status").stdout)
            receiver.status = 200
            moved = wait_until(lambda: earshot.events("watch.queue_in_time"), "the all-clear", 60)[0]
            self.assertEqual(moved["destination"], "sink:desk")
            self.assertNotIn("the oldest has waited", earshot.command("status").stdout)


if __name__ == "__main__":
    unittest.main()
