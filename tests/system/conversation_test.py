"""A customer on X, an agent's answer back: through tokens that die and answers that get lost."""

import time
import unittest

from daemon_under_test import Earshot, read_lines, wait_until
from twin import Twin


class Conversation(unittest.TestCase):
    def talking(self, twin, **account):
        earshot = Earshot()
        earshot.configure(
            accounts={"noordzee": {
                "plugin": "x", "base_url": twin.url, "user_id": twin.brand["user_id"],
                "handle": twin.handle, "auth": "oauth2", "client_id": twin.brand["client_id"],
                "refresh_token": earshot.secret("refresh", twin.brand["refresh_token"]),
                "bearer_token": earshot.secret("bearer", twin.brand["bearer_token"]),
                "poll_interval": "1s", **account}},
            sinks={"archive": {"plugin": "file", "path": str(earshot.home / "tickets.jsonl")}})
        return earshot

    def tickets(self, earshot):
        return [line["message"] for line in read_lines(earshot.home / "tickets.jsonl")
                if "message" in line]  # the others are notices

    def arrived(self, earshot, post):
        return wait_until(lambda: next((m for m in self.tickets(earshot) if m["object_id"] == post),
                                       None), f"the ticket of {post}")

    def answer(self, earshot, post, text):
        earshot.command("reply", f"x/noordzee/{post}", "--text", "-", stdin=text)

    def published(self, twin, count):
        return wait_until(lambda: twin.replies() if len(twin.replies()) >= count else None,
                          f"{count} published answers")

    def test_an_answer_lands_under_the_post_and_its_echo_is_no_new_ticket(self):
        with Twin() as twin, self.talking(twin) as earshot:
            earshot.start()
            post = twin.post(f"@{twin.handle} waar is mijn koffer?", lang="nl")
            message = self.arrived(earshot, post)
            self.assertEqual((message["text"], message["platform_language"]),
                             (f"@{twin.handle} waar is mijn koffer?", "nl"))
            self.answer(earshot, post, "Die komt met de volgende vlucht. ^Bob")
            reply = self.published(twin, 1)[0]
            self.assertEqual(reply["in_reply_to"], post)
            self.assertEqual(reply["text"].removeprefix("@ann "),
                             "Die komt met de volgende vlucht. ^Bob")
            again = twin.post(f"@{twin.handle} dank je!", lang="nl")
            self.arrived(earshot, again)
            self.assertEqual({m["object_id"] for m in self.tickets(earshot)}, {post, again})
            self.assertEqual(len(twin.replies()), 1)

    def test_an_answer_whose_receipt_got_lost_is_not_published_again(self):
        with Twin() as twin, self.talking(twin) as earshot:
            earshot.start()
            post = twin.post(f"@{twin.handle} hello?")
            self.arrived(earshot, post)
            twin.fault("lost_answer", path="/2/tweets", method="POST")
            self.answer(earshot, post, "We are looking into it. ^Ann")
            self.published(twin, 1)
            wait_until(lambda: all(d["open"] == 0 for d in earshot.ask("ledger")["delivery"]),
                       "a settled outbox", 60)
            self.assertEqual(len(twin.replies()), 1)
            line = next(d for d in earshot.ask("ledger")["delivery"]
                        if d["destination"] == "publish:noordzee")
            self.assertEqual((line["done"], line["dead"]), (1, 0))

    def test_killed_between_publishing_and_the_receipt_it_does_not_publish_again(self):
        with Twin() as twin, self.talking(twin) as earshot:
            earshot.start()
            post = twin.post(f"@{twin.handle} hello?")
            self.arrived(earshot, post)
            twin.fault("delay", path="/2/tweets", method="POST", duration="2s")
            self.answer(earshot, post, "On its way. ^Ann")
            self.published(twin, 1)  # X has it; the daemon does not know yet
            earshot.kill()
            twin.forgive()
            earshot.start()
            wait_until(lambda: all(d["open"] == 0 for d in earshot.ask("ledger")["delivery"]),
                       "a settled outbox", 60)
            self.assertEqual(len(twin.replies()), 1)
            self.assertEqual(earshot.command("ledger", "--verify", check=False).returncode, 0)

    def test_X_4_a_dead_send_token_stops_no_message_and_raises_one_alarm(self):
        with Twin() as twin, self.talking(twin) as earshot:
            earshot.start()
            first = twin.post(f"@{twin.handle} one")
            self.arrived(earshot, first)
            twin.fault("revoked", path="/2/tweets", method="POST")
            self.answer(earshot, first, "An answer that has to wait. ^Bob")
            wait_until(lambda: earshot.events("delivery.unauthorized"), "the alarm")
            second = twin.post(f"@{twin.handle} two")
            self.arrived(earshot, second)
            self.assertEqual(len(earshot.events("delivery.unauthorized")), 1)
            self.assertEqual(twin.replies(), [])
            summary = next(o for o in earshot.ask("outbox")["destinations"]
                           if o["destination"] == "publish:noordzee")
            self.assertEqual(summary["dead"], 0)

    def test_who_only_talked_about_us_is_not_answered(self):
        with Twin() as twin, self.talking(twin, search_query='"Noordzee Air"') as earshot:
            earshot.start()
            post = twin.post("Noordzee Air lost my bag again, typical")
            self.assertFalse(self.arrived(earshot, post)["addressed"])
            self.answer(earshot, post, "Sorry to hear that! ^Bob")
            why = wait_until(lambda: earshot.events("desk.reply_refused"), "the refusal")[0]["why"]
            self.assertIn("conduct.not_addressed", why)
            self.assertEqual(twin.replies(), [])

    def test_a_deleted_post_is_not_answered_and_a_missing_one_is_named(self):
        with Twin() as twin, self.talking(twin) as earshot:
            earshot.start()
            post = twin.post(f"@{twin.handle} never mind")
            self.arrived(earshot, post)
            twin.delete(post)
            self.answer(earshot, post, "Glad it is solved. ^Ann")
            wait_until(lambda: earshot.events("delivery.dead"), "the dead letter")
            lost = earshot.command("reply", "x/noordzee/123", "--text", "-", stdin="Hello. ^Ann",
                                   check=False)
            self.assertEqual(lost.returncode, 4)
            self.assertIn("x/noordzee/123", lost.stderr)
            self.assertEqual(twin.replies(), [])

    def test_a_platform_that_fails_and_throttles_costs_time_and_no_message(self):
        with Twin() as twin, self.talking(twin) as earshot:
            twin.fault("http_503", path="/2/users/*", times=2)
            twin.fault("duplicate", path="/2/users/*", times=3)
            twin.fault("malformed", path="/2/users/*", times=2)
            posts = [twin.post(f"@{twin.handle} number {n}") for n in range(20)]
            earshot.start()
            wait_until(lambda: {m["object_id"] for m in self.tickets(earshot)} == set(posts),
                       "20 tickets", 60)
            self.assertEqual(len(self.tickets(earshot)), 20)
            wait_until(lambda: earshot.ask("quarantine")["quarantined"], "the malformed object")


if __name__ == "__main__":
    unittest.main(verbosity=2)
