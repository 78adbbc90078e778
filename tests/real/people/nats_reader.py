"""Somebody who keeps and reads a stream of NATS, by its client protocol (one line, then a payload) and
the requests of JetStream."""

import base64
import json
import socket

PATIENCE = 30.0


class NatsReader:
    """A connection for each question, so that it does not matter when the server was restarted."""

    def __init__(self, server, stream, subjects):
        self.server, self.stream = server, stream
        self._ask("STREAM.CREATE", {"name": stream, "subjects": [subjects], "storage": "file"})

    def count(self):
        return self._ask("STREAM.INFO", {})["state"]["messages"]

    def messages(self):
        """The bodies of all messages as JSON, in the order of the stream."""
        state = self._ask("STREAM.INFO", {})["state"]
        numbers = range(state["first_seq"], state["last_seq"] + 1) if state["messages"] else ()
        return [json.loads(base64.b64decode(self._ask("STREAM.MSG.GET", {"seq": number})
                                            ["message"]["data"])) for number in numbers]

    def _ask(self, what, body):
        payload = json.dumps(body).encode()
        with socket.create_connection(("127.0.0.1", self.server.port), PATIENCE) as connection, \
                connection.makefile("rwb") as stream:
            stream.readline()  # INFO, which comes first
            options = {"verbose": False, "auth_token": self.server.token}
            stream.write(f"CONNECT {json.dumps(options)}\r\nSUB answers 1\r\n"
                         f"PUB $JS.API.{what}.{self.stream} answers {len(payload)}\r\n".encode()
                         + payload + b"\r\n")
            stream.flush()
            answer = json.loads(self._message(stream))
        if "error" in answer:
            raise RuntimeError(f"{what} of {self.stream}: {answer['error']}")
        return answer

    @staticmethod
    def _message(stream):
        for line in stream:
            words = line.split()
            if words[0] == b"MSG":
                return stream.read(int(words[-1]))
            if words[0] == b"-ERR":
                raise RuntimeError(line.decode())
        raise ConnectionError("NATS closed the connection")
