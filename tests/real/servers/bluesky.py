"""Bluesky: the PLC directory, a PDS and the AppView, as their makers start them for development.

All that it knows is gone when it stops: the directory of identities is in memory. For a PDS that is
down for a while there are `pds_away()` and `pds_back()`."""

import json
import pathlib
import urllib.request

from .machine import install_npm
from .postgres import Postgres
from .server import Server, answers, free_port

VERSION = "0.3.215"  # the last that runs on Node 18 and 20
PROGRAM = pathlib.Path(__file__).with_suffix(".mjs")


class Bluesky(Server):
    name = "bluesky"
    packages = {"nodejs": "node", "npm": "npm", "g++": "g++", "make": "make"}
    patience = 300.0  # with a cold cache, and all processors busy
    jwt_secret = "jwt-secret"  # of the development PDS: tests sign tokens of their own
    admin = ("admin", "admin-pass")

    def __init__(self, home=None):
        super().__init__(home)
        self.postgres = Postgres(self.home.parent)
        self.ports = {part: free_port() for part in ("plc", "appview", "pds", "control")}
        self.plc, self.appview, self.pds, self.control = (
            f"http://127.0.0.1:{port}" for port in self.ports.values())

    def install(self):
        super().install()
        self.postgres.install()
        self.modules = install_npm(self.name, f"@atproto/dev-env@{VERSION}")

    def start(self):
        self.erase()
        self.install()
        self.postgres.start()
        return super().start()

    def prepare(self):
        (self.home / "tmp").mkdir()

    def launch(self):
        wanted = {**self.ports, "modules": str(self.modules), "database": self.postgres.url}
        self.spawn("node", PROGRAM, environment={
            "BLUESKY": json.dumps(wanted), "TMPDIR": str(self.home / "tmp"),
            "LOG_ENABLED": "false"})

    def is_ready(self):
        return answers(self.control) and answers(f"{self.pds}/xrpc/_health")

    def kill(self):
        super().kill()
        self.postgres.stop()

    def erase(self):
        super().erase()
        self.postgres.erase()

    # --- what may happen to a PDS ----------------------------------------------------------------

    def pds_away(self):
        """Connections to the PDS are refused; those there are break."""
        self._order("/pds/away")

    def pds_back(self):
        self._order("/pds/back")

    def let_tokens_live(self, how_long="120mins"):
        """Access tokens issued from now on: `5s`, `10mins`."""
        self._order(f"/tokens?live={how_long}")

    def _order(self, path):
        urllib.request.urlopen(self.control + path, data=b"", timeout=10).close()

    def addresses(self):
        return {"pds": self.pds, "plc": self.plc, "appview": self.appview,
                "control (see bluesky.mjs)": self.control}
