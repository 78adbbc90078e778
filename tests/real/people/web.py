"""JSON over HTTP for people: a refusal is an exception that says what was refused and why."""

import json
import urllib.error
import urllib.parse
import urllib.request

PATIENCE = 120.0  # seconds: a large file on a machine with other work


class Refused(Exception):
    def __init__(self, method, url, status, body):
        super().__init__(f"{method} {url}: {status} {body[:500]}")
        self.status, self.body = status, body

    @property
    def code(self):
        """The `error` of an XRPC answer."""
        try:
            return json.loads(self.body).get("error")
        except (json.JSONDecodeError, AttributeError):
            return None


def call(method, url, body=None, headers=None, **parameters):
    """The JSON that was answered; None where nothing was."""
    if parameters:
        url += "?" + urllib.parse.urlencode(parameters, doseq=True)
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, method=method, headers={
        **({"content-type": "application/json"} if data is not None else {}), **(headers or {})})
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            text = answer.read()
    except urllib.error.HTTPError as refusal:
        with refusal:
            said = refusal.read().decode(errors="replace")
        raise Refused(method, url, refusal.code, said) from None
    return json.loads(text) if text else None
