"""A helpdesk behind the webhook sink: what it was told, and what its agents answer. And tests that
have X at the other end."""

import base64
import hashlib
import hmac
import http.client
import json
import time
import unittest

from daemon_under_test import PATIENCE, Earshot, wait_until
from receiver import Receiver
from twin import Twin

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
POSTING = {"path": "/2/tweets", "method": "POST", "times": -1}


class Helpdesk(Receiver):
    def __init__(self):
        super().__init__()
        self.answers = 0

    def sink(self, earshot):
        """Its configuration; the sink is to be called `desk`."""
        return {"plugin": "webhook", "url": self.url, "secret": earshot.secret("desk", SECRET)}

    def events(self, kind):
        """The data of the events of one kind: `message`, `answer.refused`, `answer.published`."""
        with self.lock:
            return [body["data"] for _, body in self.requests
                    if body["type"].startswith(f"earshot.{kind}.")]

    def ticket(self, object_id):
        return next((one for one in self.events("message") if one["object_id"] == object_id), None)

    def answer(self, earshot, ticket, text, **more):
        """An agent answers a message; the status of the request."""
        self.answers += 1
        said = {"id": f"a-{self.answers}", "platform": ticket["platform"], "text": text,
                "account": ticket["account"], "object_id": ticket["object_id"], **more}
        return self._post(earshot, {"type": "reply.created", "data": said})

    def _post(self, earshot, event):
        body = json.dumps(event).encode()
        name, now = f"msg_{self.answers}", str(int(time.time()))
        key = base64.b64decode(SECRET.removeprefix("whsec_"))
        proof = hmac.digest(key, f"{name}.{now}.".encode() + body, hashlib.sha256)
        connection = http.client.HTTPConnection("127.0.0.1", earshot.port, timeout=PATIENCE)
        connection.request("POST", "/hooks/desk/replies", body, {
            "webhook-id": name, "webhook-timestamp": now, "content-type": "application/json",
            "webhook-signature": "v1," + base64.b64encode(proof).decode()})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.status


def x_of(earshot, twin, **more):
    return {"plugin": "x", "base_url": twin.url, "user_id": twin.brand["user_id"],
            "handle": twin.handle, "auth": "oauth2", "client_id": twin.brand["client_id"],
            "refresh_token": earshot.secret("refresh", twin.brand["refresh_token"]),
            "bearer_token": earshot.secret("bearer", twin.brand["bearer_token"]),
            "poll_interval": "1s", **more}


class AtTheDesk(unittest.TestCase):
    """X, Earshot and a helpdesk; the account is `noordzee`, the sink `desk`."""

    def setUp(self):
        self.twin = self.entered(Twin())
        self.desk = self.entered(Helpdesk())
        self.earshot = self.entered(Earshot())

    def entered(self, context):
        self.addCleanup(context.__exit__, None, None, None)
        return context

    def begin(self, **account):
        self.earshot.configure({"noordzee": x_of(self.earshot, self.twin, **account)},
                               {"desk": self.desk.sink(self.earshot)})
        self.earshot.start()

    def asked(self, text):
        """The ticket of what a customer says now."""
        said = self.twin.post(f"@{self.twin.handle} {text}")
        return wait_until(lambda: self.desk.ticket(said), f"the ticket of {said}")

    def answer(self, ticket, text, **more):
        self.assertEqual(self.desk.answer(self.earshot, ticket, text, **more), 200)

    def refused(self, patience=PATIENCE):
        return wait_until(lambda: self.desk.events("answer.refused"), "the notice", patience)[0]

    def waiting(self):
        return next((one["open"] for one in self.earshot.ask("ledger")["delivery"]
                     if one["destination"] == "publish:noordzee"), 0)
