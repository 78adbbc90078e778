"""Conversations through the daemon into a topic of librdkafka's mock cluster: nothing is lost, each
conversation is in one partition and in order, whatever is stopped meanwhile."""

import collections
import random
import time
import unittest

from people import KafkaReader
from servers import Kafka
from support.fresh import fresh, wait_until
from support.stream import StreamCare

KILLS = 15


class KafkaTopic(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.kafka = fresh(cls, Kafka)

    def care(self, topic, **more):
        return StreamCare({"plugin": "kafka", "brokers": [self.kafka.bootstrap], "topic": topic,
                           "timeout": "2s"}, **more)

    def events(self, topic):
        """In an order that keeps that of each partition."""
        records = sorted(KafkaReader(self.kafka, topic).messages(), key=lambda one: one[0])
        partitions = collections.defaultdict(set)
        for partition, key, _ in records:
            partitions[key].add(partition)
        self.assertTrue(all(len(one) == 1 for one in partitions.values()),
                        "a conversation is in two partitions")
        return [event for _, _, event in records]

    def test_every_message_is_in_the_topic_once_and_each_conversation_in_order(self):
        with self.care("plain") as care:
            care.daemon.start()
            care.settle()
            self.assertEqual(care.faults(self.events("plain")), [])
            self.assertEqual(care.daemon.stop(), 0)

    def test_PAIN_37_brokers_that_say_nothing_for_a_while_get_all_of_it_afterwards(self):
        with self.care("away", count=300) as care:
            self.kafka.pause()
            try:
                care.daemon.start()
                wait_until(care.is_waiting, "something for the brokers")
                time.sleep(4.0)  # longer than the plugin has patience for a record
                self.assertTrue(care.is_waiting())
            finally:
                self.kafka.resume()
            care.settle()
            self.assertEqual(care.faults(self.events("away"), repeats_allowed=True), [])

    def test_killed_at_random_points_nothing_is_lost_and_repeats_have_the_same_id(self):
        seed = random.randrange(1 << 32)
        print(f"seed {seed}", flush=True)
        chance = random.Random(seed)
        with self.care("killed", count=600) as care:
            for _ in range(KILLS):
                care.daemon.start(wait=False)
                time.sleep(chance.uniform(0.05, 0.4))
                care.daemon.kill()
            care.daemon.start()
            care.settle()
            self.assertEqual(care.faults(self.events("killed"), repeats_allowed=True), [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
