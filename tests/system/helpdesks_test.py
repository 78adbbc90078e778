"""From X to a ticket and back, with each helpdesk that has an API at the other end: one class each."""

import unittest

import desk_twins
from daemon_under_test import Earshot, wait_until
from helpdesk import POSTING, x_of
from twin import Twin

SETTLED = 120  # seconds


class AtADesk:
    """The account is `noordzee`, the sink `desk`."""

    def setUp(self):
        self.twin = self.entered(Twin())
        self.earshot = self.entered(Earshot())
        self.desk = self.entered(self.helpdesk(self.earshot))
        self.earshot.configure({"noordzee": x_of(self.earshot, self.twin)},
                               {"desk": self.desk.sink(self.earshot, **self.settings)})
        self.earshot.start()

    settings = {"poll_interval": "1h"}  # what comes back comes by webhook
    polls = False

    def entered(self, context):
        self.addCleanup(context.__exit__, None, None, None)
        return context

    def asked(self, text, **more):
        """The post of what a customer says, once it stands in a ticket; and that ticket."""
        said = self.twin.post(f"@{self.twin.handle} {text}", **more)
        return said, wait_until(lambda: self.ticket_of(text), f"the ticket of {text!r}", SETTLED)

    def ticket_of(self, text):
        return next((ticket for ticket in self.desk.tickets()
                     if any(text in said for said in self.desk.customers_words(ticket))), None)

    def published(self):
        return wait_until(self.twin.replies, "a published answer", SETTLED)

    def settled(self):
        wait_until(lambda: all(one["open"] == 0 for one in self.earshot.ask("ledger")["delivery"]),
                   "nothing that waits", SETTLED)

    def only_ticket(self):
        tickets = self.desk.tickets()
        self.assertEqual(len(tickets), 1, tickets)
        return tickets[0]

    def told(self, text, count=1):
        """The ticket was told where the answer went, and as often as it went there."""
        wait_until(lambda: self.desk.told(self.only_ticket()), "the ticket told", SETTLED)
        self.settled()
        told = self.desk.told(self.only_ticket())
        self.assertEqual(sum(text in one for one in told), count, told)


class EveryDesk(AtADesk):
    def test_what_a_customer_says_becomes_a_ticket_and_the_answer_to_it_a_post(self):
        first, ticket = self.asked("my bag is in Oslo")
        second, same = self.asked("it is brown", in_reply_to=first)
        self.assertEqual(same["id"], ticket["id"])
        self.assertEqual(len(self.desk.customers_words(self.only_ticket())), 2)
        self.desk.note(ticket, "Between us: again.")
        self.desk.answer(ticket, "We found it. ^Bob")
        reply = self.published()[0]
        self.assertIn(reply["in_reply_to"], {first, second})
        self.assertEqual(reply["text"].removeprefix("@ann "), "We found it. ^Bob")
        self.told(reply["id"])
        self.assertEqual(len(self.twin.replies()), 1)
        self.assertEqual(self.earshot.command("ledger", "--verify", check=False).returncode, 0)

    def test_PAIN_9_an_answer_that_is_called_about_twice_is_published_once(self):
        _, ticket = self.asked("hello?")
        self.desk.webhook_fault("duplicate")
        self.desk.answer(ticket, "Here we are. ^Bob")
        reply = self.published()[0]
        self.told(reply["id"])
        self.assertEqual(len(self.twin.replies()), 1)

    def test_a_webhook_with_a_wrong_signature_is_refused(self):
        _, ticket = self.asked("hello?")
        before = len(self.earshot.events("intake.refused"))
        self.desk.webhook_fault("forged", times=-1)  # the calls that follow, too
        self.desk.answer(ticket, "Send us your password. ^Bob")
        wait_until(lambda: len(self.earshot.events("intake.refused")) > before, "the refusal")
        if not self.polls:
            self.assertEqual(self.twin.replies(), [])

    def test_PAIN_10_killed_while_a_ticket_is_made_it_makes_no_second(self):
        self.desk.slow_creation("3s")
        self.twin.post(f"@{self.twin.handle} hello?")
        wait_until(self.desk.tickets, "the ticket")
        self.earshot.kill()
        self.earshot.start()
        self.settled()
        self.assertEqual(len(self.desk.customers_words(self.only_ticket())), 1)

    def test_killed_while_an_answer_is_published_it_publishes_no_second(self):
        _, ticket = self.asked("hello?")
        self.twin.fault("delay", **POSTING, duration="3s")
        self.desk.answer(ticket, "Here we are. ^Bob")
        reply = self.published()[0]  # X has it; the daemon does not know yet
        self.earshot.kill()
        self.twin.forgive()
        self.earshot.start()
        self.told(reply["id"])
        self.assertEqual(len(self.twin.replies()), 1)


class Zammad(EveryDesk, unittest.TestCase):
    helpdesk = desk_twins.Zammad


class Zendesk(EveryDesk, unittest.TestCase):
    """After a start it searches for what no webhook told it."""

    helpdesk = desk_twins.Zendesk
    polls = True


class Freshdesk(EveryDesk, unittest.TestCase):
    """Its webhook cannot say what was answered, only where to look."""

    helpdesk = desk_twins.Freshdesk
    settings = {"poll_interval": "1s"}
    polls = True


class Chatwoot(EveryDesk, unittest.TestCase):
    helpdesk = desk_twins.Chatwoot


class TwoSinks(AtADesk, unittest.TestCase):
    """Of one Zammad: `desk` for `noordzee`, and `cargo_desk` for another account. Both see every
    ticket, and both bring what is answered there."""

    helpdesk = desk_twins.Zammad

    def serve(self, desk, cargo_desk):
        """Which of them polls how often."""
        sinks = {name: self.desk.sink(self.earshot, accounts=[account], poll_interval=interval)
                 for name, account, interval in [("desk", "noordzee", desk),
                                                 ("cargo_desk", "cargo", cargo_desk)]}
        for one in sinks.values():
            del one["webhook_secret"]
        cargo = x_of(self.earshot, self.twin, mentions=False)
        self.earshot.configure({**self.earshot.accounts, "cargo": cargo}, sinks)
        self.earshot.stop()
        self.earshot.start()
        # What was said before the first look is nobody's answer.
        wait_until(lambda: all(map(self.earshot.has_polled, sinks)), "a look by both", SETTLED)

    def each_answer_is_published_and_told_once(self):
        numbers = range(3)
        tickets = [self.asked(f"question number {n}", author=f"ann{n}")[1] for n in numbers]
        for n, ticket in zip(numbers, tickets):
            self.desk.answer(ticket, f"Answer number {n}. ^Bob")
        wait_until(lambda: len(self.earshot.events("desk.reply_passed_over")) == len(numbers),
                   "both copies of every answer", SETTLED)
        wait_until(lambda: all(self.desk.told(one) for one in self.desk.tickets()), "all told",
                   SETTLED)
        self.settled()
        published = {reply["text"].split(" ", 1)[1] for reply in self.twin.replies()}
        self.assertEqual(published, {f"Answer number {n}. ^Bob" for n in numbers})
        self.assertEqual(len(self.twin.replies()), len(numbers))
        for ticket in self.desk.tickets():
            told = self.desk.told(ticket)
            self.assertEqual(len(told), 1, told)
            self.assertNotIn("NOT", told[0])

    def test_an_answer_that_the_sink_of_another_account_brings_first_is_published(self):
        self.serve(desk="4s", cargo_desk="1s")
        self.each_answer_is_published_and_told_once()

    def test_an_answer_that_the_sink_of_another_account_brings_later_is_published_once(self):
        self.serve(desk="1s", cargo_desk="4s")
        self.each_answer_is_published_and_told_once()


if __name__ == "__main__":
    unittest.main(verbosity=2)
