"""PostgreSQL for servers that need a database: a throwaway cluster. It refuses to run as root."""

import signal
import subprocess

from .machine import find_program, is_root
from .server import Server, free_port

USER = "postgres"


class Postgres(Server):
    name = "postgres"
    packages = {"postgresql": "/usr/lib/postgresql/*/bin/postgres"}
    stop_signal = signal.SIGINT  # do not wait for clients to go

    def __init__(self, home=None):
        super().__init__(home)
        self.port = free_port()
        self.user = USER if is_root() else None
        self.url = f"postgresql://{USER}@127.0.0.1:{self.port}/postgres"

    def prepare(self):
        as_user = ["setpriv", "--reuid", self.user, "--regid", self.user, "--clear-groups"]
        self.run(*(as_user if self.user else []), self._program("initdb"), "--pgdata", self._data(),
                 "--auth", "trust", "--username", USER, "--encoding", "UTF8",
                 "--locale", "C.UTF-8", "--no-sync", cwd="/")

    def launch(self):
        data = self._data()
        self.spawn(self._program("postgres"), "-D", data, "-p", self.port,
                   "-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={data}",
                   "-c", "fsync=off", "-c", "max_connections=200", user=self.user, cwd="/")

    def is_ready(self):
        return subprocess.run(
            [self._program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)],
            check=False).returncode == 0

    def _data(self):
        return self.folder_for(self.user, "owned") / "data"

    def addresses(self):
        return {"url": self.url}

    @staticmethod
    def _program(name):
        return find_program(f"/usr/lib/postgresql/*/bin/{name}")
