"""The real daemon in a folder of its own, started, killed and asked by tests."""

import contextlib
import json
import os
import pathlib
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from ports import free_port  # noqa: E402

BUILD = pathlib.Path(os.environ.get("EARSHOT_BUILD", "build/dev")).resolve()
DAEMON = BUILD / "bin" / "earshotd"
COMMAND = BUILD / "bin" / "earshot"
PLUGINS = BUILD / "lib" / "earshot" / "plugins"
PATIENCE = 60.0  # seconds until a condition that does not come true is a failure


def wait_until(condition, what, patience=PATIENCE):
    """Returns the first true value of `condition()`."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        value = condition()
        if value:
            return value
        time.sleep(0.01)
    raise AssertionError(f"not within {patience:.0f} s: {what}")


class Earshot:
    """One state directory with its configuration; the daemon may come and go."""

    def __init__(self, accounts=None, sinks=None, **sections):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="earshot-test-"))
        self.port = free_port()
        self.process = None
        self.starts = 0
        self.sections = sections
        self.configure(accounts or {}, sinks or {})

    # --- configuration -----------------------------------------------------------------------------

    def configure(self, accounts, sinks):
        self.accounts, self.sinks = accounts, sinks
        tree = {
            "state_directory": str(self.home / "state"),
            "plugin_directory": str(PLUGINS),
            "log": {"level": "debug", "format": "json"},
            "control": {"socket": str(self.home / "control.sock")},
            "http": {"listen": f"127.0.0.1:{self.port}",
                     "public_url": f"http://127.0.0.1:{self.port}"},
            "accounts": accounts,
            "sinks": sinks,
            **self.sections,
        }
        self.write_config(json.dumps(tree, indent=1, ensure_ascii=False))  # JSON is YAML

    def write_config(self, text):
        (self.home / "earshot.yaml").write_text(text, encoding="utf-8")

    def secret(self, name, value=None):
        """A secret in a file of its own; returns the reference to it."""
        file = self.home / name
        file.write_text(value or secrets.token_hex(16))
        file.chmod(0o600)
        return f"file:{file}"

    # --- life --------------------------------------------------------------------------------------

    def start(self, wait=True, preexec=None):
        (self.home / "state").mkdir(mode=0o700, exist_ok=True)
        notify = self.home / "notify.sock"
        notify.unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ready:
            ready.bind(str(notify))
            ready.settimeout(PATIENCE)
            self.starts += 1
            self.log = self.home / f"log.{self.starts}"
            with self.log.open("wb") as log:
                self.process = subprocess.Popen(
                    [DAEMON, "--config", self.home / "earshot.yaml"], stderr=log, stdout=log,
                    env={**os.environ, "NOTIFY_SOCKET": str(notify)}, preexec_fn=preexec)
            if wait:
                self._await_ready(ready)
        return self

    def _await_ready(self, ready):
        ready.settimeout(0.2)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise AssertionError(f"ended with {self.process.returncode}:\n{self.read_log()}")
            try:
                if b"READY=1" in ready.recv(4096):
                    return
            except TimeoutError:
                continue
        raise AssertionError(f"not ready:\n{self.read_log()}")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(PATIENCE)

    def stop(self):
        """SIGTERM; returns the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def reload(self):
        self.process.send_signal(signal.SIGHUP)

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        if self.process and self.process.poll() is None:
            self.kill()
        if kind and self.process:
            print(self.read_log()[-6000:])
        shutil.rmtree(self.home, ignore_errors=True)

    # --- questions ---------------------------------------------------------------------------------

    def read_log(self):
        return self.log.read_text(errors="replace")

    def events(self, name):
        """Log events of this name in the current run."""
        found = []
        for line in self.read_log().splitlines():
            try:
                event = json.loads(line)
            except json.JSONDecodeError:
                continue
            if event.get("event") == name:
                found.append(event)
        return found

    def has_polled(self, instance):
        """An account or a sink, at least once."""
        journal = sqlite3.connect(f"file:{self.home}/state/journal.db?mode=ro", uri=True)
        with contextlib.closing(journal):
            return journal.execute("SELECT 1 FROM cursor JOIN account ON id = account_id "
                                   "WHERE name = ?", [instance]).fetchone()

    def command(self, *words, check=True, stdin=None):
        done = subprocess.run(
            [COMMAND, "--socket", self.home / "control.sock", *words], capture_output=True,
            text=True, input=stdin, timeout=PATIENCE)
        if check and done.returncode != 0:
            raise AssertionError(f"earshot {' '.join(words)}: {done.returncode}\n{done.stderr}")
        return done

    def ask(self, *words):
        return json.loads(self.command("--json", *words).stdout)


def read_lines(file):
    """The JSON lines of a sink's file; none where it does not exist yet. The last may be half written,
    and end within a character."""
    if not pathlib.Path(file).exists():
        return []
    whole = pathlib.Path(file).read_bytes().split(b"\n")[:-1]
    return [json.loads(line) for line in whole]
