"""What agents do in Request Tracker besides answering, and what comes of it: closing, merging,
deleting, noting, and answering again."""

import unittest

from people import Agent
from servers.server import free_port
from support.care import Care, Servers
from support.desks import RequestTrackerDesk
from support.fresh import wait_until
from support.picture import noise

HOOKED = "hooked"  # whose daemon hears the scrip; that of the others' tickets finds nobody


class RequestTracker(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.port = free_port()
        hook = (f"http://127.0.0.1:{cls.port}/hooks/desk_{HOOKED}/events", "a secret of both")
        cls.servers = Servers(cls, lambda test: RequestTrackerDesk(test, hook))

    def care(self, name, port=None):
        return Care(self.servers, name, port)

    def said_in(self, care, asked, ticket):
        wait_until(lambda: ticket in care.tickets_saying(asked), f"{asked} in {ticket}", 180)

    def test_a_customer_who_writes_again_opens_the_closed_ticket(self):
        with self.care("closed") as care:
            care.daemon.start()
            first = care.ask("ann", "where is my suitcase?")
            ticket = care.ticket_of(first)
            care.reply_from_the_desk(first)
            care.answer_post(first)
            care.agent.set_status(ticket, "resolved")
            second = care.ask("ann", "and when does it come?", under=first)
            self.said_in(care, second, ticket)
            self.assertEqual(care.agent.ticket(ticket)["Status"], "open")
            care.settle()
            self.assertEqual(care.faults(), [])

    def test_what_comes_for_a_merged_ticket_goes_into_the_other(self):
        with self.care("merged") as care:
            care.daemon.start()
            one, other = care.ask("ann", "where is my suitcase?"), care.ask("bob", "where is hers?")
            merged, into = care.ticket_of(one), care.ticket_of(other)
            care.reply_from_the_desk(one)
            care.answer_post(one)
            care.agent.merge(merged, into)
            more = care.ask("ann", "one thing more", under=one)
            self.said_in(care, more, into)
            care.settle()
            self.assertEqual(care.faults(), [])

    def test_a_deleted_ticket_is_continued_by_another(self):
        with self.care("deleted") as care:
            care.daemon.start()
            first = care.ask("ann", "where is my suitcase?")
            ticket = care.ticket_of(first)
            care.reply_from_the_desk(first)
            care.answer_post(first)
            self.delete(ticket)
            second = care.ask("ann", "anybody?", under=first)
            continued = care.ticket_of(second)
            self.assertNotEqual(continued, ticket)
            self.assertIn(f"This ticket continues ticket {ticket}",
                          care.agent.words(continued)[0].text)

    def delete(self, ticket):
        desk = self.servers.desk.server
        root = Agent(desk)
        root.headers = {"authorization": "Basic cm9vdDpwYXNzd29yZA=="}  # root:password, as RT ships
        root.set_status(ticket, "deleted")

    def test_what_agents_tell_each_other_stays_at_the_desk(self):
        with self.care("inside") as care:
            care.daemon.start()
            asked = care.ask("ann", "hello?")
            care.agent.comment(care.ticket_of(asked), "she is a difficult customer")
            care.reply_from_the_desk(asked)  # transactions are read in order
            care.settle()
            self.assertEqual(care.faults(), [])

    def test_the_ticket_says_where_its_answer_was_published(self):
        with self.care("told") as care:
            care.daemon.start()
            asked = care.ask("ann", "hello?")
            ticket = care.ticket_of(asked)
            care.reply_from_the_desk(asked)
            wait_until(lambda: [word for word in care.agent.words(ticket)
                                if word.kind == "Comment" and "was published on bluesky"
                                in word.text], "where it was published", 180)
            care.settle()
            self.assertEqual(care.faults(), [])

    def test_an_answer_in_html_is_published_as_text_without_what_it_quotes(self):
        with self.care("richtext") as care:
            care.daemon.start()
            asked = care.ask("ann", "hello?")
            ticket = care.ticket_of(asked)
            care.await_the_desk()
            care.agent.answer_in_html(
                ticket, "On Sun Nov 22 2026, connector wrote:<br><blockquote>hello?</blockquote>"
                        "<p>It is <b>here</b> &amp; well 🧳</p>")
            care.answered[asked] = "It is here & well 🧳"
            care.settle()
            self.assertEqual(care.faults(), [])

    def test_a_picture_goes_with_its_answer_and_a_large_file_holds_up_no_other(self):
        with self.care("attached") as care:
            care.daemon.start()
            first, second = care.ask("ann", "what does it look like?"), care.ask("bob", "hello?")
            ticket = care.ticket_of(first)
            care.answered[first] = "Is it this one? ^Bo"
            care.await_the_desk()
            care.agent.answer(ticket, care.answered[first], [
                ("blue_suitcase.png", "image/png", noise()),
                ("film.mp4", "video/mp4", b"film" * 5_000_000)])
            care.reply_from_the_desk(second)  # transactions are read in order
            care.answer_post(second)
            care.answer_post(first)
            self.assertEqual(self.pictures(care), ["blue suitcase"])
            stayed = [word.text for word in care.agent.words(ticket) if "stayed here" in word.text]
            self.assertEqual(stayed, ["Files are not sent to customers. "
                                      "These stayed here: film.mp4"])
            care.settle()
            self.assertEqual(care.faults(), [])

    def pictures(self, care):
        """What is said of each that the brand published."""
        return [image["alt"] for post in care.brand.posts()
                for image in post.get("embed", {}).get("images", [])]

    def test_PAIN_9_an_answer_that_comes_by_webhook_and_by_polling_is_published_once(self):
        with self.care(HOOKED, self.port) as care:
            care.ask_the_desk_every("1h")
            care.daemon.start()
            first, second = care.ask("ann", "hello?"), care.ask("bob", "anybody?")
            care.ticket_of(second)
            care.reply_from_the_desk(first)
            care.answer_post(first)  # by the webhook: it is an hour until the next poll
            third = care.ask("eve", "what does it look like?")
            care.answered[third] = "Like this. ^Bo"
            care.agent.answer(care.ticket_of(third), care.answered[third],
                              [("suitcase.png", "image/png", noise())])  # left to the poll
            self.assertEqual(care.daemon.stop(), 0)
            care.reply_from_the_desk(second)  # the webhook finds nobody
            care.ask_the_desk_every("1s")
            care.daemon.start()
            care.answer_post(second)  # by polling, which found the first before it
            care.answer_post(third)
            self.assertEqual(self.pictures(care), ["suitcase"])
            care.settle()
            self.assertEqual(care.faults(), [])

    def test_PAIN_2_an_answer_that_cannot_be_published_opens_its_ticket_again(self):
        with self.care("refused") as care:
            care.daemon.start()
            asked = care.ask("ann", "hello?")
            ticket = care.ticket_of(asked)
            care.await_the_desk()
            self.assertEqual(care.daemon.stop(), 0)  # it is to find the ticket closed
            care.agent.answer(ticket, "far too long " * 40)
            care.agent.set_status(ticket, "resolved")
            care.daemon.start()
            wait_until(lambda: [word for word in care.agent.words(ticket)
                                if word.kind == "Comment" and "NOT published" in word.text],
                       "why it was not published", 180)
            self.assertEqual(care.agent.ticket(ticket)["Status"], "open")
            care.settle()
            self.assertEqual(care.faults(), [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
