"""The twins as processes of their own, and their side of the story."""

import json
import subprocess
import threading
import urllib.request

from daemon_under_test import BUILD


PATIENCE = 30.0  # seconds for an answer, on a machine with other work


class TwinProcess:
    """Any of them."""

    def __init__(self, program, *arguments, preexec=None):
        self.process = subprocess.Popen([BUILD / "bin" / program, "--port", "0", *arguments],
                                        stdout=subprocess.PIPE, text=True, preexec_fn=preexec)
        self.introduction = json.loads(self.process.stdout.readline())
        self.url = f"http://127.0.0.1:{self.introduction['port']}"
        threading.Thread(target=self.process.stdout.read, daemon=True).start()

    def call(self, method, path, body=None, headers=None):
        request = urllib.request.Request(
            self.url + path, method=method,
            headers={"content-type": "application/json", **(headers or {})},
            data=json.dumps(body).encode() if body is not None else None)
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.loads(answer.read() or b"{}")

    def fault(self, kind, **more):
        self.call("POST", "/twin/faults", {"kind": kind, **more})

    def forgive(self):
        self.call("DELETE", "/twin/faults")

    def close(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.close()


class Twin(TwinProcess):
    """X. Without a script: tests post themselves."""

    def __init__(self, preexec=None):
        super().__init__("earshot-twin-x", preexec=preexec)
        self.brand = self.introduction
        self.handle = self.brand["handle"]

    def post(self, text, **more):
        """Somebody writes; the post's id."""
        return self.call("POST", "/twin/posts", {"author": "ann", "text": text, **more})["id"]

    def delete(self, post):
        self.call("DELETE", f"/twin/posts/{post}")

    def replies(self):
        """What was published through the API."""
        return self.call("GET", "/twin/replies")["replies"]
