"""A destination on loopback that remembers what it was sent, and fails on demand."""

import http.server
import json
import threading
import time


class Receiver:
    def __init__(self):
        self.requests = []  # (headers, body) of everything answered with 2xx
        self.refused = 0
        self.begun = 0
        self.delay = 0.0  # seconds before an answer
        self.status = 200
        self.lock = threading.Lock()
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                status = receiver.take({k.lower(): v for k, v in self.headers.items()}, body)
                self.send_response(status)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *unused):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/in"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def take(self, headers, body):
        with self.lock:
            self.begun += 1
        time.sleep(self.delay)
        with self.lock:
            if self.status // 100 == 2:
                self.requests.append((headers, json.loads(body)))
            else:
                self.refused += 1
            return self.status

    def messages(self):
        with self.lock:
            return [body["data"] for _, body in self.requests]

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.close()
