"""Conversations through the daemon into a stream of a real NATS server: each message once, each
conversation in order, whatever is stopped meanwhile."""

import random
import time
import unittest

from people import NatsReader
from servers import Nats
from support.fresh import fresh, wait_until
from support.stream import StreamCare

KILLS = 25


class NatsStream(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.nats = fresh(cls, Nats, token="s3cret-of-the-test")

    def care(self, name, **more):
        care = StreamCare({}, **more)
        token = care.daemon.secret("token", self.nats.token)
        care.daemon.configure(care.daemon.accounts, {"stream": {
            "plugin": "nats", "servers": [self.nats.url], "stream": name.upper(),
            "subject": f"{name}.{{platform}}.{{account}}.{{event}}", "token": token,
            "timeout": "2s"}})
        return care

    def stream(self, name):
        return NatsReader(self.nats, name.upper(), f"{name}.>")

    def test_every_message_is_in_the_stream_once_and_each_conversation_in_order(self):
        stream = self.stream("plain")
        with self.care("plain") as care:
            care.daemon.start()
            care.settle()
            self.assertEqual(care.faults(stream.messages()), [])
            self.assertNotIn(self.nats.token, care.daemon.read_log())
            self.assertEqual(len(care.daemon.events("nats.short_window")), 1)
            self.assertEqual(care.daemon.stop(), 0)

    def test_PAIN_37_a_server_that_was_away_gets_all_of_it_when_it_returns(self):
        stream = self.stream("away")
        with self.care("away", count=300, seconds=30) as care:
            care.daemon.start()
            wait_until(lambda: stream.count() > 20, "the first messages")
            self.nats.stop()
            try:
                wait_until(care.is_waiting, "something for the server")
                time.sleep(3.0)  # longer than the plugin has patience for a message
                self.assertTrue(care.is_waiting())
            finally:
                self.nats.start()
            care.settle()
            self.assertEqual(care.faults(stream.messages()), [])

    def test_without_a_stream_all_waits_until_somebody_creates_it(self):
        with self.care("late") as care:
            care.daemon.start()
            wait_until(lambda: "nats.no_stream" in care.daemon.read_log(), "a clear reason")
            wait_until(care.is_waiting, "something for the stream")
            stream = self.stream("late")
            care.settle()
            self.assertEqual(care.faults(stream.messages()), [])

    def test_killed_at_random_points_the_stream_has_everything_once(self):
        seed = random.randrange(1 << 32)
        print(f"seed {seed}", flush=True)
        chance = random.Random(seed)
        stream = self.stream("killed")
        with self.care("killed", count=600) as care:
            on_the_way = 0
            for _ in range(KILLS):
                care.daemon.start(wait=False)
                time.sleep(chance.uniform(0.05, 0.25))
                care.daemon.kill()
                on_the_way += 1
            care.daemon.start()
            care.settle()
            self.assertEqual(care.faults(stream.messages()), [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
