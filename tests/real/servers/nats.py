"""NATS with JetStream, from Debian."""

from .server import Server, answers, free_port


class Nats(Server):
    name = "nats"
    packages = {"nats-server": "nats-server"}

    def __init__(self, home=None, token=None):
        super().__init__(home)
        self.port, self.monitor_port = free_port(), free_port()
        self.token = token
        self.url = f"nats://127.0.0.1:{self.port}"
        self.monitor = f"http://127.0.0.1:{self.monitor_port}"

    def launch(self):
        self.spawn("nats-server", "--addr", "127.0.0.1", "--port", self.port,
                   "--http_port", self.monitor_port, "--jetstream",
                   "--store_dir", self.home / "streams", *self._authentication())

    def _authentication(self):
        return ["--auth", self.token] if self.token else []

    def is_ready(self):
        return answers(f"{self.monitor}/healthz")

    def addresses(self):
        return {"url": self.url, "monitor": self.monitor}
