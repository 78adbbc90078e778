"""Programs that others wrote, started on loopback for tests and for trying things out: `up.py`."""

from .bluesky import Bluesky
from .kafka import Kafka
from .mail import Mail
from .nats import Nats
from .redmine import Redmine
from .request_tracker import RequestTracker

BY_NAME = {server.name: server
           for server in (Bluesky, RequestTracker, Redmine, Mail, Nats, Kafka)}
