"""The platform does not answer, does not let us write, or its plugin is not there: what waits then,
what goes on, and what the helpdesk is told."""

import json
import unittest

from daemon_under_test import wait_until
from helpdesk import POSTING, AtTheDesk
from webhook_test import mention, post, x_account


class Outage(AtTheDesk):
    def test_PAIN_17_answers_of_an_outage_are_published_after_it_once_and_in_order(self):
        self.begin()
        ticket = self.asked("where is my bag?")
        self.twin.fault("http_503", **POSTING)
        texts = ["We are looking. ^Ann", "It is in Oslo. ^Ann", "It comes tonight. ^Bob"]
        for text in texts:
            self.answer(ticket, text)
        wait_until(lambda: self.waiting() == 3, "three answers that wait")
        self.earshot.kill()
        self.earshot.start()
        self.assertEqual((self.waiting(), self.twin.replies()), (3, []))
        self.twin.forgive()
        wait_until(lambda: self.waiting() == 0, "a settled outbox", 90)
        said = sorted(self.twin.replies(), key=lambda one: int(one["id"]))
        self.assertEqual([one["text"].removeprefix("@ann ") for one in said], texts)
        wait_until(lambda: len(self.desk.events("answer.published")) == 3, "three receipts")
        self.assertEqual(self.desk.events("answer.refused"), [])

    def test_PAIN_17_an_answer_that_is_too_late_is_not_published_and_the_desk_is_told(self):
        self.begin(reply_expiry="2s")
        ticket = self.asked("which gate?")
        self.twin.fault("http_503", **POSTING)
        self.answer(ticket, "Gate B7, now! ^Ann")
        told = self.refused(patience=90)
        self.assertEqual(told["code"], "delivery.expired")
        self.assertIn("later it would not help", told["detail"])
        self.assertEqual(told["answer"]["text"], "Gate B7, now! ^Ann")
        self.twin.forgive()
        wait_until(lambda: self.waiting() == 0, "a settled outbox")
        self.asked("never mind")
        self.assertEqual(self.twin.replies(), [])
        self.assertEqual(self.earshot.ask("dead", "list")["dead"][0]["code"], "delivery.expired")

    def test_PAIN_15_where_the_contract_lets_nobody_post_reading_goes_on_and_the_desk_is_told(self):
        self.begin(auth="app_only")
        self.answer(self.asked("hello?"), "Here we are. ^Ann")
        told = self.refused()
        self.assertEqual(told["code"], "x.app_only")
        self.assertIn("set oauth2 or oauth1", told["detail"])
        self.asked("anybody?")
        self.assertEqual(self.twin.replies(), [])

    def test_PAIN_15_a_platform_that_takes_no_more_answers_is_still_heard(self):
        self.begin()
        ticket = self.asked("hello?")
        self.twin.fault("http_403", **POSTING)
        self.answer(ticket, "Here we are. ^Ann")
        told = self.refused()
        self.assertEqual(told["code"], "x.refused")
        self.assertIn("403", told["detail"])
        self.asked("anybody?")

    def test_PAIN_15_a_plugin_that_is_not_there_stops_no_other(self):
        gone = {"plugin": "a_network_of_old", "handle": "NoordzeeAir"}
        self.earshot.configure({"noordzee": x_account(self.earshot), "before": gone},
                               {"desk": self.desk.sink(self.earshot)})
        self.earshot.start()
        left_out = self.earshot.events("plugin.left_out")
        self.assertEqual([one["instance"] for one in left_out], ["before"])
        self.assertEqual(post(self.earshot, json.dumps(mention(1)).encode())[0], 200)
        wait_until(lambda: self.desk.events("message"), "the message")
        running = {one["name"]: one["running"] for one in self.earshot.ask("status")["instances"]}
        self.assertEqual(running, {"before": False, "desk": True, "noordzee": True})

    def test_PAIN_16_a_platform_that_says_nothing_is_let_go_told_and_asked_again(self):
        self.begin(silence_after="10s")  # longer than a pause between polls
        self.asked("one")
        self.twin.fault("hang", path="/2/users/*", duration="10m")
        said = self.twin.post(f"@{self.twin.handle} two")
        wait_until(lambda: self.earshot.events("watch.no_contact"), "the alarm", 120)
        wait_until(lambda: self.desk.ticket(said), "what was said meanwhile", 120)
        wait_until(lambda: self.earshot.events("watch.contact_again"), "the end of it", 120)


if __name__ == "__main__":
    unittest.main(verbosity=2)
