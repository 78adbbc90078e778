"""What all servers have in common: a folder, a process group of their own, a way to end them."""

import contextlib
import ctypes
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

from . import machine

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
from ports import free_port  # noqa: E402, F401

PATIENCE = 180.0  # seconds until a server that does not answer is a failure
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)


def _end_with_parent():
    """A test that is killed takes its servers with it."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def listens(port):
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def answers(url, headers=None):
    """Whether the URL is answered with 2xx."""
    try:
        request = urllib.request.Request(url, headers=headers or {})
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status < 300
    except (OSError, urllib.error.HTTPError):
        return False


class Server:
    """One server and its state. `start()` after `stop()` or `kill()` goes on where it was, at the
    same addresses; `erase()` forgets everything."""

    name = None  # also of its folder
    packages = {}  # Debian package: a program or file of it
    patience = PATIENCE

    def __init__(self, home=None):
        self.home = (pathlib.Path(home) if home else machine.cache() / "state") / self.name
        self.process = None

    # --- what a server says about itself ---------------------------------------------------------

    def install(self):
        machine.install_debian(self.packages)

    def prepare(self):
        """Called before the first start in an empty folder."""

    def launch(self):
        """Starts the process."""
        raise NotImplementedError

    def is_ready(self):
        raise NotImplementedError

    def addresses(self):
        """What somebody who wants to use it has to know: {name: text}."""
        raise NotImplementedError

    # --- life ------------------------------------------------------------------------------------

    def start(self):
        if not (self.home / "prepared").exists():
            self._forget()
            self.home.mkdir(parents=True, mode=0o755)
            self.prepare()
            (self.home / "prepared").touch()
        try:
            self.launch()
            self._await_ready()
        except BaseException:
            self.kill()
            raise
        return self

    def _await_ready(self):
        deadline = time.monotonic() + self.patience
        while not self.is_ready():
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.name} ended with {self.process.returncode}:\n"
                                   f"{self.said()}")
            if time.monotonic() > deadline:
                raise RuntimeError(f"{self.name} is not ready after {self.patience:.0f} s:\n"
                                   f"{self.said()}")
            time.sleep(0.05)

    def stop(self, patience=10.0):
        """Asks it to end, and ends what does not listen."""
        if self.is_running():
            self.process.send_signal(self.stop_signal)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(patience)
        self.kill()

    stop_signal = signal.SIGTERM

    def kill(self):
        """SIGKILL to all its processes."""
        if self.process:
            self._signal_all(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def pause(self):
        """It takes connections and says nothing any more."""
        self._signal_all(signal.SIGSTOP)

    def resume(self):
        self._signal_all(signal.SIGCONT)

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def erase(self):
        self.stop()
        self._forget()

    def _forget(self):
        for link in self.home.glob("*"):
            if link.is_symlink():  # see folder_for()
                shutil.rmtree(link.resolve(), ignore_errors=True)
        shutil.rmtree(self.home, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.stop()

    # --- for the servers themselves --------------------------------------------------------------

    def spawn(self, *command, environment=None, user=None, **more):
        """The process, leader of a group of its own; what it says is added to the log."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [str(word) for word in command],
                **{"stdin": subprocess.DEVNULL, "stdout": log, "cwd": self.home, **more}, stderr=log,
                env={**os.environ, **(environment or {})}, start_new_session=True,
                preexec_fn=_end_with_parent, **_identity(user))

    def run(self, *command, environment=None, **more):
        """A command that prepares something; returns what it printed."""
        with self.log.open("ab") as log:
            done = subprocess.run(
                [str(word) for word in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=log, text=True, timeout=600,
                env={**os.environ, **(environment or {})}, **{"cwd": self.home, **more})
            log.write(done.stdout.encode())
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(map(str, command))} ended with {done.returncode}:\n"
                               f"{self.said()}")
        return done.stdout

    def folder_for(self, user, name):
        """A folder that belongs to the user and that everybody may enter, as the home of the state
        may not be. It is elsewhere; a link of this name at home leads to it."""
        link = self.home / name
        if not link.is_symlink():
            folder = pathlib.Path(tempfile.mkdtemp(prefix=f"earshot-{self.name}-"))
            folder.chmod(0o755)
            if user:
                shutil.chown(folder, user, pwd.getpwnam(user).pw_gid)
            link.symlink_to(folder)
        return link.resolve()

    @property
    def log(self):
        return self.home / "log"

    def said(self):
        return self.log.read_text(errors="replace")[-3000:] if self.log.exists() else "(nothing)"

    def _signal_all(self, number):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)


def _identity(user):
    """Popen's words for another user, whose groups are its own only."""
    if user is None:
        return {}
    entry = pwd.getpwnam(user)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def memory(process):
    """MiB that the process group holds, shared pages counted by share."""
    total = 0
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError):
            if os.getpgid(int(folder.name)) == process.pid:
                rollup = (folder / "smaps_rollup").read_text()
                total += sum(int(line.split()[1]) for line in rollup.splitlines()
                             if line.startswith("Pss:"))
    return total // 1024
