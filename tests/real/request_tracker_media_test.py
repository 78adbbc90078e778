"""Pictures that customers attach, on their way from a server of media onto a ticket of a real Request
Tracker. The words go first, whatever becomes of the pictures."""

import http.server
import json
import sqlite3
import threading
import unittest

from support.daemon import Daemon
from support.desks import RequestTrackerDesk
from support.fresh import wait_until
from support.picture import noise


class MediaServer:
    """Serves pictures, and is away for as long as `away`."""

    def __init__(self, test):
        self.away = True
        self.asked = []
        media = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                media.asked.append(self.path)
                body = b"" if media.away else noise()
                self.send_response(503 if media.away else 200)
                self.send_header("content-type", "image/png")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *unused):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        test.addCleanup(server.server_close)
        test.addCleanup(server.shutdown)
        self.url = f"http://127.0.0.1:{server.server_port}"


class RequestTrackerMedia(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.desk = RequestTrackerDesk(cls)

    def daemon(self, attached, **fields):
        """One customer's message, which comes as soon as the daemon starts."""
        daemon = Daemon()
        said = {"platform": "town", "account": "care", "kind": "post", "object_id": self.id(),
                "direction": "from_customer", "addressed": True, "text": f"look at {self.id()}",
                "author": {"id": "1", "handle": "ann"}, "created": "2026-03-01T12:00:00Z",
                "attachments": [{"id": str(i), "media_type": "image", "url": url}
                                for i, url in enumerate(attached)]}
        day = daemon.home / "day.jsonl"
        day.write_text(json.dumps(said) + "\n")
        daemon.configure({"care": {"plugin": "replay", "path": str(day), "speed": 0}},
                         {"desk": {**self.desk.sink(daemon), **fields}})
        return daemon

    def ticket(self):
        def found():
            return [ticket for ticket, words in self.desk.agent.conversations().items()
                    if f"look at {self.id()}" in words[0].text]
        return wait_until(found, "the words in a ticket", 120)[0]

    def test_PAIN_19_the_words_go_first_and_the_picture_follows_once_its_server_is_back(self):
        media, other = MediaServer(self), MediaServer(self)
        other.away = False
        attached = [f"{media.url}/suitcase?size=large", f"{other.url}/elsewhere.png"]
        with self.daemon(attached, media_from=[media.url]) as daemon:
            daemon.start()
            ticket = self.ticket()
            self.assertEqual(self.desk.agent.files(ticket), [])
            wait_until(lambda: media.asked, "a first try")
            media.away = False
            daemon.kill()
            daemon.start()
            files = wait_until(lambda: self.desk.agent.files(ticket), "the picture", 180, 1.0)
            self.assertEqual(files, [("suitcase.png", "image/png", noise())])
            self.assertEqual(other.asked, [])
            first, *later = self.desk.agent.words(ticket)
            self.assertTrue(all(url in first.text for url in attached))
            self.assertEqual([(word.kind, word.who) for word in later],
                             [("Comment", self.desk.connector)])
            wait_until(daemon.is_settled, "an empty outbox")
            self.assertEqual(daemon.dead(), {})

    def test_PAIN_19_a_picture_whose_answer_was_lost_is_on_the_ticket_once(self):
        media = MediaServer(self)
        media.away = False
        with self.daemon([f"{media.url}/suitcase.png"], media_from=[media.url]) as daemon:
            daemon.start()
            ticket = self.ticket()
            wait_until(lambda: self.desk.agent.files(ticket), "the picture", 120, 0.05)
            daemon.kill()  # before or after it could write down that it is there
            daemon.start()
            wait_until(lambda: self.places(daemon) == ["{}"], "nothing that waits", 180, 1.0)
            self.assertEqual(len(self.desk.agent.files(ticket)), 1)

    def places(self, daemon):
        with sqlite3.connect(f"file:{daemon.home}/state/state.db?mode=ro", uri=True) as state:
            return [value for value, in state.execute(
                "SELECT value FROM pair WHERE key LIKE 'media/%'")]


if __name__ == "__main__":
    unittest.main(verbosity=2)
