"""The people of the tests: who posts, who answers. They use the servers' own interfaces, and know
nothing of Earshot."""

from .agent import Agent
from .kafka_reader import KafkaReader
from .nats_reader import NatsReader
from .poster import Poster
from .redmine_agent import RedmineAgent
