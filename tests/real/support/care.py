"""A brand on Bluesky with a helpdesk, Earshot between the two, and the questions that a test asks of
it. All three are real."""

import itertools

from people import Poster
from servers import Bluesky

from .daemon import Daemon
from .desks import RequestTrackerDesk
from .fresh import fresh, wait_until


class Servers:
    """Started once for all tests of a class. Each test has a brand of its own, and texts with a
    number that no other text has."""

    def __init__(self, test_class, desk=RequestTrackerDesk):
        self.network = fresh(test_class, Bluesky)
        self.desk = desk(test_class)
        self.numbers = itertools.count(1)


class Care:
    """One brand, its daemon and its customers."""

    def __init__(self, servers, name, **sections):
        self.network, self.desk, self.agent = servers.network, servers.desk, servers.desk.agent
        self.name, self.numbers = name, servers.numbers
        self.brand = Poster(self.network, f"{name}.test")
        self.customers = {}
        self.asked = {}  # text: post
        self.answered = {}  # text: answer
        self.daemon = Daemon(**sections)
        self.daemon.configure(self._accounts(), self._sinks())

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.daemon.__exit__(*failure)

    def _accounts(self):
        return {self.name: {
            "plugin": "bluesky", "service": self.network.pds, "identifier": self.brand.handle,
            "password": self.daemon.secret("password", self.brand.app_password()),
            "poll_interval": "1s"}}

    def _sinks(self):
        return {f"desk_{self.name}": self.desk.sink(self.daemon)}

    # --- what people do --------------------------------------------------------------------------

    def customer(self, name):
        if name not in self.customers:
            # A name at most 18 characters long, that nobody in another test has.
            handle = f"{name[:8]}-{next(self.numbers)}.test"
            self.customers[name] = Poster(self.network, handle)
        return self.customers[name]

    def ask(self, name, text, under=None, **more):
        """A customer's question, told from all others by its number; returns its whole text."""
        unique = f"{text} #{next(self.numbers)}#"
        who, post = self.customer(name), under and self.answer_post(under)
        self.asked[unique] = who.mention(self.brand, unique, under=post, **more)
        return unique

    def reply_from_the_desk(self, asked):
        """The agent answers the ticket that says what was asked."""
        answer = f"Answer to #{asked.split('#')[1]}#. ^Bo"
        self.agent.answer(self.ticket_of(asked), answer)
        self.answered[asked] = answer
        return answer

    # --- what became of it -----------------------------------------------------------------------

    def tickets_saying(self, asked):
        """A ticket for every time that the connector brought this text."""
        return [ticket for ticket, words in self.agent.conversations().items()
                for word in words if word.who == self.desk.connector and asked in word.text]

    def ticket_of(self, asked, patience=60):
        return wait_until(lambda: self.tickets_saying(asked), f"a ticket for {asked}", patience)[0]

    def answers_to(self, asked):
        return self.brand.answers_under(self.asked[asked])

    def answer_post(self, asked):
        """The brand's post under what was asked, once it is there."""
        return wait_until(lambda: self.brand.post_under(self.asked[asked]),
                          f"an answer under {asked}", 120)

    def settle(self, patience=180):
        """Waits until all that was asked is at the desk and all that was answered is published."""
        wait_until(lambda: all(self.answers_to(asked) for asked in self.answered),
                   "every answer in public", patience)
        for asked in self.asked:
            self.ticket_of(asked, patience)
        wait_until(self.daemon.is_settled, "an empty outbox", patience)

    def faults(self):
        """All that is not as it has to be, in words: nothing lost, nothing twice, nothing beside
        the point, and a ledger that closes."""
        brought = [word.text for words in self.agent.conversations().values() for word in words
                   if word.who == self.desk.connector]
        counted = {asked: sum(asked in text for text in brought) for asked in self.asked}
        found = [f"{count} times at the desk: {asked}" for asked, count in counted.items()
                 if count != 1]
        for asked in self.asked:
            expected = [self.answered[asked]] if asked in self.answered else []
            if self.answers_to(asked) != expected:
                found.append(f"under {asked}: {self.answers_to(asked)} for {expected}")
        if len(self.brand.posts()) != len(self.answered):
            found.append(f"{len(self.brand.posts())} posts, {len(self.answered)} answers")
        if self.daemon.dead():
            found.append(f"given up: {self.daemon.dead()}")
        if not self.daemon.ledger_closes():
            found.append("the ledger does not close")
        return found
