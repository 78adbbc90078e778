"""Somebody who reads a topic of Kafka, with kcat."""

import json
import subprocess

PATIENCE = 60.0


class KafkaReader:
    def __init__(self, server, topic):
        self.server, self.topic = server, topic

    def messages(self):
        """(partition, key, body as JSON) of all records, in order within each partition."""
        done = subprocess.run(
            ["kcat", "-b", self.server.bootstrap, "-C", "-t", self.topic, "-o", "beginning", "-e",
             "-q", "-J"], capture_output=True, text=True, timeout=PATIENCE, check=True)
        records = [json.loads(line) for line in done.stdout.splitlines()]
        return [(one["partition"], one["key"], json.loads(one["payload"])) for one in records]
