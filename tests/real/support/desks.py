"""Helpdesks as Care needs them: a server, somebody who answers there, and what the daemon is told."""

from people import Agent, RedmineAgent
from servers import Redmine, RequestTracker

from .fresh import fresh


class RequestTrackerDesk:
    def __init__(self, test_class, webhook=None):
        self.server = fresh(test_class, RequestTracker, webhook=webhook)
        self.agent = Agent(self.server)
        self.connector = self.server.connector

    def sink(self, daemon):
        sink = {"plugin": "rt", "url": self.server.url, "queue": self.server.queue,
                "token": daemon.secret("token", self.server.token(self.connector)),
                "poll_interval": "1s"}
        if self.server.webhook:
            sink["webhook_secret"] = daemon.secret("webhook", self.server.webhook[1])
        return sink


class RedmineDesk:
    def __init__(self, test_class):
        self.server = fresh(test_class, Redmine)
        self.agent = RedmineAgent(self.server)
        self.connector = self.server.connector

    def sink(self, daemon):
        return {"plugin": "redmine", "url": self.server.url,
                "project": self.server.seeded()["project"],
                "api_key": daemon.secret("api_key", self.server.key(self.connector)),
                "poll_interval": "1s"}
