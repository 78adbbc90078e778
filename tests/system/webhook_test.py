"""Platforms that call us: nothing that was answered with 200 is ever lost."""

import base64
import contextlib
import hashlib
import hmac
import http.client
import json
import sqlite3
import time
import unittest

from daemon_under_test import Earshot, wait_until
from receiver import Receiver
from twin import Twin

BRAND = "56377143"
SECRET = "TestConsumerSecret"
X_PATIENCE = 10  # seconds


def x_account(earshot, **more):
    return {"plugin": "x", "user_id": BRAND, "handle": "NoordzeeAir", "auth": "app_only",
            "base_url": "http://127.0.0.1:1", "mentions": False,
            "bearer_token": earshot.secret("bearer"),
            "consumer_secret": earshot.secret("consumer", SECRET), **more}


def webhook_sink(earshot, url):
    return {"plugin": "webhook", "url": url,
            "secret": earshot.secret("helpdesk", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")}


def mention(number, **changes):
    post = {"id": str(1_990_000_000_000_000_000 + number), "text": f"@NoordzeeAir hello {number}",
            "author_id": "2222222222", "created_at": "2026-03-01T09:15:02.000Z",
            "conversation_id": str(1_990_000_000_000_000_000 + number), "lang": "en",
            "edit_history_tweet_ids": [str(1_990_000_000_000_000_000 + number)],
            "entities": {"mentions": [{"start": 0, "end": 12, "username": "NoordzeeAir",
                                       "id": BRAND}]}}
    return {"data": {"event_uuid": str(number), "filter": {"user_id": BRAND},
                     "event_type": "post.mention.create", "payload": {**post, **changes}}}


def sign(body, secret=SECRET):
    return "sha256=" + base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256)).decode()


def get(earshot, query):
    connection = http.client.HTTPConnection("127.0.0.1", earshot.port, timeout=X_PATIENCE)
    connection.request("GET", f"/hooks/noordzee/events?{query}")
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


def post(earshot, body, secret=SECRET, path="/hooks/noordzee/events"):
    """Status and seconds."""
    connection = http.client.HTTPConnection("127.0.0.1", earshot.port, timeout=X_PATIENCE)
    began = time.monotonic()
    connection.request("POST", path, body, {"x-twitter-webhooks-signature": sign(body, secret),
                                            "content-type": "application/json"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, time.monotonic() - began


def counted(earshot, received):
    """The ledger of the intake, once so many were received."""
    lines = earshot.ask("ledger")["intake"]
    return lines if sum(line["received"] for line in lines) == received else None


class Webhooks(unittest.TestCase):
    def listening(self, receiver):
        earshot = Earshot()
        earshot.configure({"noordzee": x_account(earshot)},
                          {"helpdesk": webhook_sink(earshot, receiver.url)})
        return earshot

    def test_X_2_three_entries_of_four_changes_one_malformed_with_every_sink_down(self):
        entries = [[mention(4 * entry + change) for change in range(4)] for entry in range(3)]
        entries[1][1]["data"]["payload"]["id"] = {"not": "an id"}
        body = json.dumps([one for entry in entries for one in entry]).encode()
        with Receiver() as receiver, self.listening(receiver) as earshot:
            receiver.status = 503
            earshot.start()
            status, seconds = post(earshot, body)
            self.assertEqual(status, 200)
            self.assertLess(seconds, X_PATIENCE)
            line = wait_until(lambda: next((one for one in earshot.ask("ledger")["intake"]
                                            if one["received"] == 12), None), "12 received")
            self.assertEqual((line["stored"], line["quarantined"]), (11, 1))
            self.assertEqual(len(earshot.ask("quarantine")["quarantined"]), 1)
            receiver.status = 200
            wait_until(lambda: len(receiver.messages()) == 11, "11 tickets", 120)
            self.assertEqual(earshot.command("ledger", "--verify", check=False).returncode, 0)
            self.assertNotIn("hello 3", earshot.read_log(), "a customer's text is in the log")

    def test_PAIN_35_a_challenge_is_answered_without_a_queue_and_whatever_is_waiting(self):
        with Receiver() as receiver, self.listening(receiver) as earshot:
            receiver.status = 503
            earshot.start()
            for number in range(20):
                post(earshot, json.dumps(mention(number)).encode())
            before = wait_until(lambda: counted(earshot, 20), "20 counted")
            with contextlib.closing(sqlite3.connect(earshot.home / "state/journal.db")) as file:
                file.execute("BEGIN IMMEDIATE")  # nobody else writes now
                status, body = get(earshot, "crc_token=MDkxYWNiMTItNzQ0")
                file.execute("ROLLBACK")
            self.assertEqual(status, 200)
            self.assertEqual(json.loads(body)["response_token"],
                             "sha256=Iwn4wiPRvfEgz7iy0AMWmT9a4NO9Gan2Fa62fjrPdaQ=")
            self.assertEqual(earshot.ask("ledger")["intake"], before)

    def test_PAIN_35_X_registers_the_address_by_challenging_it(self):
        with Twin() as twin, Receiver() as receiver, self.listening(receiver) as earshot:
            account = x_account(earshot, user_id=twin.brand["user_id"], handle=twin.handle)
            earshot.secret("consumer", twin.brand["consumer_secret"])
            earshot.configure({"noordzee": account}, earshot.sinks)
            earshot.start()
            hook = f"http://127.0.0.1:{earshot.port}/hooks/noordzee/events"
            allowed = {"authorization": f"Bearer {twin.brand['bearer_token']}"}
            made = twin.call("POST", "/2/webhooks", {"url": hook}, allowed)
            self.assertTrue(made["data"]["valid"])

    def test_a_forged_request_is_refused_and_leaves_no_trace_but_a_line(self):
        with Receiver() as receiver, self.listening(receiver) as earshot:
            earshot.start()
            status, _ = post(earshot, json.dumps(mention(1)).encode(), secret="guessed")
            self.assertEqual(status, 401)
            self.assertEqual(len(earshot.events("intake.refused")), 1)
            for line in earshot.ask("ledger")["intake"]:
                self.assertEqual((line["received"], line["unread"]), (0, 0))

    def test_PAIN_5_what_was_answered_with_200_a_moment_before_a_kill_is_there(self):
        with Receiver() as receiver, self.listening(receiver) as earshot:
            for round_number in range(10):
                earshot.start()
                for number in range(5 * round_number, 5 * round_number + 5):
                    self.assertEqual(post(earshot, json.dumps(mention(number)).encode())[0], 200)
                earshot.kill()
            earshot.start()
            wait_until(lambda: len({m["object_id"] for m in receiver.messages()}) == 50,
                       "50 tickets")
            wait_until(lambda: earshot.command("ledger", "--verify", check=False).returncode == 0,
                       "a ledger that closes")

    def test_PAIN_10_what_is_delivered_again_after_a_kill_is_known(self):
        with Receiver() as receiver, self.listening(receiver) as earshot:
            earshot.start()
            bodies = [json.dumps(mention(number)).encode() for number in range(20)]
            for body in bodies:
                self.assertEqual(post(earshot, body)[0], 200)
            wait_until(lambda: len(receiver.messages()) == 20, "20 tickets")
            wait_until(lambda: all(d["open"] == 0 for d in earshot.ask("ledger")["delivery"]),
                       "a settled outbox")
            earshot.kill()
            earshot.start()
            for body in bodies:
                self.assertEqual(post(earshot, body)[0], 200)
            line = wait_until(lambda: next((one for one in earshot.ask("ledger")["intake"]
                                            if one["received"] == 40), None), "40 received")
            self.assertEqual((line["stored"], line["duplicates"]), (20, 20))
            self.assertEqual(post(earshot, json.dumps(mention(20)).encode())[0], 200)
            wait_until(lambda: len(receiver.messages()) > 20, "the next ticket")
            self.assertEqual(len(receiver.messages()), 21)

    def test_PAIN_20_an_odd_object_is_put_aside_and_what_follows_it_comes_through(self):
        with Receiver() as receiver, self.listening(receiver) as earshot:
            earshot.start()
            odd = [mention(1, id=None), mention(2, text=7), {"data": "hello"}, 0]
            self.assertEqual(post(earshot, json.dumps(odd).encode())[0], 200)
            self.assertEqual(post(earshot, b'{"data": \xff\xfe')[0], 200)
            good = mention(3, text="@NoordzeeAir \U0001f9f3 \u0000 \u202e hello?")
            self.assertEqual(post(earshot, json.dumps(good).encode())[0], 200)
            wait_until(lambda: len(receiver.messages()) == 1, "the one that can be read")
            wait_until(lambda: len(earshot.ask("quarantine")["quarantined"]) == 5, "five put aside")
            self.assertTrue(earshot.events("intake.quarantined"))
            self.assertEqual(earshot.command("ledger", "verify").returncode, 0)

    def test_PAIN_18_a_sink_that_is_down_gets_all_of_it_later_and_does_not_slow_another(self):
        with Receiver() as down, Receiver() as up, Earshot() as earshot:
            down.status = 503
            earshot.configure({"noordzee": x_account(earshot)},
                              {"down": webhook_sink(earshot, down.url),
                               "up": webhook_sink(earshot, up.url)})
            earshot.start()
            for number in range(100):
                post(earshot, json.dumps(mention(number)).encode())
            wait_until(lambda: len(up.messages()) == 100, "100 tickets at the one that is up")
            self.assertEqual(len(down.messages()), 0)
            self.assertLess(down.refused, 60, "the breaker did not open")
            down.status = 200
            wait_until(lambda: len(down.messages()) == 100, "100 at the other, later", 120)


if __name__ == "__main__":
    unittest.main(verbosity=2)
