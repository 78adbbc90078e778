"""Kafka: the mock cluster inside librdkafka, which kcat keeps alive for other processes. It knows
producers (idempotent ones too), consumers and groups; nothing is on disk, and a restart moves it."""

import re

from .server import Server, listens

ADDRESS = re.compile(r"bootstrap\.servers=(\S+)\s")  # all of it, while it is still being written


class Kafka(Server):
    name = "kafka"
    packages = {"kcat": "kcat"}

    def __init__(self, home=None):
        super().__init__(home)
        self.bootstrap = None

    def launch(self):
        self.log.unlink(missing_ok=True)
        # It asks for one server to connect to, and is given one that is never there.
        self.spawn("kcat", "-b", "127.0.0.1:1", "-X", "test.mock.num.brokers=1",
                   "-X", "debug=mock,conf", "-C", "-t", "earshot.alive", "-o", "end")

    def is_ready(self):
        found = ADDRESS.search(self.log.read_text(errors="replace"))
        self.bootstrap = found and found[1]
        return self.bootstrap is not None and listens(int(self.bootstrap.rpartition(":")[2]))

    def addresses(self):
        return {"bootstrap": self.bootstrap}
