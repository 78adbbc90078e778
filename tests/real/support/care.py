"""A brand on Bluesky with a helpdesk, Earshot between the two, and the questions that a test asks of
it. All three are real."""

import itertools
import re

from people import Poster
from people.poster import is_under
from servers import Bluesky

from .daemon import Daemon
from .desks import RequestTrackerDesk
from .fresh import fresh, wait_until


NUMBER = re.compile(r"#(\d+)#")  # by which a text is known


class Servers:
    """Started once for all tests of a class. Each test has a brand of its own, and texts with a
    number that no other text has."""

    def __init__(self, test_class, desk=RequestTrackerDesk):
        self.network = fresh(test_class, Bluesky)
        self.desk = desk(test_class)
        self.numbers = itertools.count(1)


class Care:
    """One brand, its daemon and its customers."""

    def __init__(self, servers, name, port=None, **sections):
        """`port` is where the daemon listens for webhooks; any that is free without it."""
        self.network, self.desk, self.agent = servers.network, servers.desk, servers.desk.agent
        self.name, self.numbers = name, servers.numbers
        self.sink = f"desk_{name}"
        self.heard = False  # whether the daemon hears the desk
        self.brand = Poster(self.network, f"{name}.test")
        self.customers = {}
        self.asked = {}  # text: post
        self.answered = {}  # text: answer
        self.daemon = Daemon(**sections)
        self.daemon.port = port or self.daemon.port
        self.daemon.configure(self._accounts(), self._sinks())

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.daemon.__exit__(*failure)

    def _accounts(self):
        return {self.name: {
            "plugin": "bluesky", "service": self.network.pds, "identifier": self.brand.handle,
            "password": self.daemon.secret("password", self.brand.app_password()),
            # Agent and customers are programs here, which answer each other without end.
            "answers_per_hour": 0, "poll_interval": "1s"}}

    def _sinks(self):
        return {self.sink: self.desk.sink(self.daemon)}

    def ask_the_desk_every(self, interval):
        """How often the daemon polls for answers once it starts again."""
        for sink in self.daemon.sinks.values():
            sink["poll_interval"] = interval
        self.daemon.configure(self.daemon.accounts, self.daemon.sinks)

    # --- what people do --------------------------------------------------------------------------

    def customer(self, name):
        if name not in self.customers:
            # A name at most 18 characters long, that nobody in another test has.
            handle = f"{name[:8]}-{next(self.numbers)}.test"
            self.customers[name] = Poster(self.network, handle)
        return self.customers[name]

    def ask(self, name, text, under=None, **more):
        """A customer's question, told from all others by its number; returns its whole text."""
        return self.say(name, text, under and self.answer_post(under), **more)

    def say(self, name, text, under=None, **more):
        """As `ask`, under any post."""
        unique = f"{text} #{next(self.numbers)}#"
        self.asked[unique] = self.customer(name).mention(self.brand, unique, under=under, **more)
        return unique

    def reply_from_the_desk(self, asked):
        """The agent answers the ticket that says what was asked."""
        return self.answer_in(self.ticket_of(asked), asked)

    def answer_in(self, ticket, asked):
        answer = f"Answer to number {NUMBER.search(asked)[1]}. ^Bo"
        self.await_the_desk()
        self.agent.answer(ticket, answer)
        self.answered[asked] = answer
        return answer

    def await_the_desk(self):
        """What was said there before the daemon looked for the first time is not an answer."""
        if not self.heard:
            wait_until(lambda: self.daemon.has_polled(self.sink), "a look at the desk")
            self.heard = True

    # --- what became of it -----------------------------------------------------------------------

    def tickets_saying(self, asked):
        """The tickets to which the connector brought this text."""
        return [ticket for ticket, words in self.at_the_desk().items() if asked in words]

    def ticket_of(self, asked, patience=180):
        return wait_until(lambda: self.tickets_saying(asked), f"a ticket for {asked}", patience)[0]

    def at_the_desk(self):
        """{ticket: what customers asked in it, in the order of the ticket}."""
        number = {NUMBER.search(asked)[1]: asked for asked in list(self.asked)}
        return {ticket: [number[found] for word in words if word.who == self.desk.connector
                         for found in NUMBER.findall(word.text) if found in number]
                for ticket, words in self.agent.conversations().items()}

    def answers_to(self, asked):
        return self.brand.answers_under(self.asked[asked])

    def answer_post(self, asked):
        """The brand's post under what was asked, once it is there."""
        return wait_until(lambda: self.brand.post_under(self.asked[asked]),
                          f"an answer under {asked}", 180)

    def settle(self, patience=180):
        """Waits until all that was asked is at the desk and all that was answered is published."""
        def everything_is_at_the_desk():
            return set(self.asked) == {asked for words in self.at_the_desk().values()
                                       for asked in words}
        wait_until(lambda: len(self.brand.posts()) >= len(self.answered),
                   "every answer in public", patience)
        # Each question costs the desk about as much as a message does.
        wait_until(everything_is_at_the_desk, "all at the desk", patience, pause=1.0)
        wait_until(self.daemon.is_settled, "an empty outbox", patience)

    def faults(self):
        """All that is not as it has to be, in words: nothing lost, nothing twice, nothing beside
        the point, and a ledger that closes."""
        brought = [asked for words in self.at_the_desk().values() for asked in words]
        counted = {asked: brought.count(asked) for asked in self.asked}
        found = [f"{count} times at the desk: {asked}" for asked, count in counted.items()
                 if count != 1]
        posts = self.brand.posts()
        for asked, post in self.asked.items():
            expected = [self.answered[asked]] if asked in self.answered else []
            published = [one["text"] for one in posts if is_under(one, post)]
            if published != expected:
                found.append(f"under {asked}: {published} for {expected}")
        if len(posts) != len(self.answered):
            found.append(f"{len(posts)} posts, {len(self.answered)} answers")
        if self.daemon.dead():
            found.append(f"given up: {self.daemon.dead()}")
        if not self.daemon.ledger_closes():
            found.append("the ledger does not close")
        return found
