"""What customers and agents do to each other's words, with X at one end and a helpdesk at the other."""

import json
import unittest

from daemon_under_test import wait_until
from helpdesk import POSTING, AtTheDesk
from webhook_test import post


class WayBack(AtTheDesk):
    def called(self):
        """X calls us as well as being polled."""
        self.begin(consumer_secret=self.earshot.secret("consumer",
                                                       self.twin.brand["consumer_secret"]))
        hook = f"http://127.0.0.1:{self.earshot.port}/hooks/noordzee/events"
        self.twin.call("POST", "/twin/webhooks", {"url": hook})

    def told(self, object_id, **what):
        """The message of that object which is as described."""
        return wait_until(lambda: next((one for one in self.desk.events("message")
                                        if one["object_id"] == object_id
                                        and what.items() <= one.items()), None), str(what))

    def books(self):
        return next(one for one in self.earshot.ask("ledger")["intake"]
                    if one["account"] == "noordzee")

    def test_PAIN_9_what_is_called_about_and_polled_as_well_is_one_ticket(self):
        self.called()
        tickets = [self.asked(f"number {n}")["object_id"] for n in range(5)]
        wait_until(lambda: self.books()["duplicates"] >= 5, "each of them twice")
        self.assertEqual([one["object_id"] for one in self.desk.events("message")], tickets)
        self.assertEqual(self.earshot.command("ledger", "verify").returncode, 0)

    def test_PAIN_12_an_edit_reaches_the_desk_as_another_revision_of_the_same_message(self):
        self.begin()
        ticket = self.asked("my bag is in Oslo")
        text = f"@{self.twin.handle} my bag is in Bergen"
        self.twin.call("POST", "/twin/posts", {"author": "ann", "text": text,
                                               "edits": ticket["object_id"]})
        edited = self.told(ticket["object_id"], text=text)
        self.assertNotEqual(edited["revision"], ticket.get("revision", ""))
        self.assertEqual(edited["kind"], "edit")

    def test_PAIN_21_a_deletion_reaches_the_desk_and_what_is_deleted_is_not_answered(self):
        self.called()
        ticket = self.asked("never mind")
        # The twin tells of deletions by the brand only; this is what X sends of a customer's.
        gone = {"id": ticket["object_id"], "author_id": ticket["author"]["id"]}
        event = {"data": {"event_type": "post.delete", "payload": gone,
                          "filter": {"user_id": self.twin.brand["user_id"]}}}
        body = json.dumps(event).encode()
        self.assertEqual(post(self.earshot, body, self.twin.brand["consumer_secret"])[0], 200)
        self.assertEqual(self.told(ticket["object_id"], kind="deletion").get("text", ""), "")
        self.answer(ticket, "Glad it is solved. ^Ann")
        self.assertEqual(self.refused()["code"], "reply.deleted")
        self.assertEqual(self.twin.replies(), [])

    def test_PAIN_13_our_own_answer_makes_no_ticket_and_what_a_colleague_typed_in_X_is_ours(self):
        self.called()
        ticket = self.asked("hello?")
        self.answer(ticket, "Here we are. ^Ann")
        wait_until(lambda: self.books()["own_echoes"] == 1, "the echo")
        typed = self.twin.post("And here is Bob.", author=self.twin.handle,
                               in_reply_to=ticket["object_id"])
        self.told(typed, direction="from_us", parent_id=ticket["object_id"])
        self.assertEqual({one["object_id"] for one in self.desk.events("message")},
                         {ticket["object_id"], typed})
        self.assertEqual(len(self.twin.replies()), 1)

    def test_PAIN_22_what_is_said_in_a_thread_keeps_its_place_and_its_case(self):
        self.begin()
        first = self.asked("my bag is in Oslo")
        said = self.twin.post(f"@{self.twin.handle} it is brown", in_reply_to=first["object_id"])
        second = wait_until(lambda: self.desk.ticket(said), "the second")
        self.assertEqual(second["parent_id"], first["object_id"])
        self.assertEqual(second["thread_id"], first["thread_id"])
        self.assertTrue(first["understanding"]["case"])
        self.assertEqual(second["understanding"]["case"], first["understanding"]["case"])

    def test_PAIN_2_what_the_platform_refuses_is_not_sent_and_goes_back_with_the_reason(self):
        self.begin()
        ticket = self.asked("hello?")
        self.twin.fault("http_403", **POSTING)
        self.answer(ticket, "Here we are. ^Ann")
        told = self.refused()
        self.assertEqual(told["answer"]["text"], "Here we are. ^Ann")
        self.assertEqual(self.desk.events("answer.published"), [])
        self.twin.forgive()
        self.answer(ticket, "Here we are again. ^Ann")
        proof = wait_until(lambda: self.desk.events("answer.published"), "a receipt")[0]
        self.assertEqual(proof["receipt"]["id"], self.twin.replies()[0]["id"])

    def test_PAIN_39_what_is_too_long_goes_back_whole_and_what_fits_goes_out_unchanged(self):
        self.begin(signature=" ^{initials}")
        ticket = self.asked("hello?")
        self.answer(ticket, "é" * 278, author="Ann Berg")  # and four more by the signature
        told = self.refused()
        self.assertEqual(told["code"], "reply.too_long")
        self.assertIn("282 of at most 280", told["detail"])
        self.assertEqual(self.twin.replies(), [])
        self.answer(ticket, "é" * 276, author="Ann Berg")
        wait_until(lambda: self.twin.replies(), "the answer that fits")
        self.assertEqual(self.twin.replies()[0]["text"].removeprefix("@ann "), "é" * 276 + " ^AB")


if __name__ == "__main__":
    unittest.main(verbosity=2)
