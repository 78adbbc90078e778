"""What the demo runs: the two twins and the daemon, each started, asked and stopped by its pid."""

import base64
import json
import os
import pathlib
import queue
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "support"))
from ports import free_port  # noqa: E402

BUILD = pathlib.Path(os.environ.get("EARSHOT_BUILD", ROOT / "build" / "release")).resolve()
EXAMPLES = ROOT / "conf" / "examples"
DAY = EXAMPLES / "airline-day"
START_PATIENCE = 15.0
STOP_PATIENCE = 10.0
RATE_LIMIT_FACTOR = 20  # X allows 300 looks in 15 minutes; the demo looks every second for hours
ACTIVITY = ("post.mention.create", "post.reply.create", "post.quote.create", "post.create")


class Trouble(Exception):
    """Something the person at the terminal must hear about."""


def ask(method, url, body=None, headers=None):
    data = body if isinstance(body, bytes) else json.dumps(body).encode() if body else None
    request = urllib.request.Request(url, data=data, method=method, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refused:
        raise Trouble(f"{method} {url} was refused: {refused.code} "
                      f"{refused.read().decode(errors='replace')[:300]}") from refused
    except OSError as problem:
        raise Trouble(f"{method} {url}: {problem}") from problem


class Stage:
    def __init__(self, home):
        self.home = home
        self.running = {}  # name -> process, in the order of starting
        self.heard = queue.Queue()

    # --- before the day --------------------------------------------------------------------------

    def open(self, speed):
        for name in ("earshotd", "earshot", "earshot-twin-x", "earshot-twin-helpdesk"):
            if not (BUILD / "bin" / name).exists():
                raise Trouble(f"{BUILD / 'bin' / name} is not there: run `./dev build` first")
        self.secret = "whsec_" + base64.b64encode(secrets.token_bytes(24)).decode()
        self.x = self.start_twin("x", "--speed", str(speed),
                                 "--limit-factor", str(RATE_LIMIT_FACTOR))
        self.helpdesk = self.start_twin("helpdesk", "--secret", self.secret,
                                        "--answers", str(DAY / "answers.yaml"))
        self.configure()
        self.start_daemon()
        ask("POST", self.helpdesk_url + "/twin/agent",
            {"replies_to": f"{self.url}/hooks/helpdesk/replies"})
        self.register_webhook()

    @property
    def command(self):
        return BUILD / "bin" / "earshot"

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def x_url(self):
        return f"http://127.0.0.1:{self.x['port']}"

    @property
    def helpdesk_url(self):
        return f"http://127.0.0.1:{self.helpdesk['port']}"

    def configure(self):
        """The example, with this run's folder and ports."""
        self.port = free_port()
        text = (EXAMPLES / "demo.yaml").read_text(encoding="utf-8")
        for there, here in (("/tmp/earshot-demo", str(self.home)),
                            ("127.0.0.1:18080", f"127.0.0.1:{self.port}"),
                            ("127.0.0.1:18081", f"127.0.0.1:{self.x['port']}"),
                            ("127.0.0.1:18082", f"127.0.0.1:{self.helpdesk['port']}")):
            text = text.replace(there, here)
        (self.home / "earshot.yaml").write_text(text, encoding="utf-8")
        (self.home / "state").mkdir(mode=0o700)
        shutil.copytree(ROOT / "conf" / "rules.d", self.home / "rules.d")
        for name in ("refresh_token", "bearer_token", "consumer_secret"):
            self.write_secret(name, self.x[name])
        self.write_secret("helpdesk_secret", self.secret)

    def write_secret(self, name, value):
        descriptor = os.open(self.home / name, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(value)

    # --- processes -------------------------------------------------------------------------------

    def start(self, name, command, **streams):
        # A group of its own: Ctrl-C is for the demo, which stops the others in order.
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True,
                                   **streams)
        self.running[name] = process
        return process

    def start_twin(self, name, *more):
        command = [str(BUILD / "bin" / f"earshot-twin-{name}"), *more]
        with open(self.home / f"twin-{name}.log", "w", encoding="utf-8") as log:
            process = self.start(f"the {name} twin", command, stdout=subprocess.PIPE, stderr=log,
                                 text=True, encoding="utf-8")
        first = process.stdout.readline()
        if not first:
            raise Trouble(f"the {name} twin did not start: {self.tail(f'twin-{name}.log')}")
        threading.Thread(target=self.listen, args=(name, process.stdout), daemon=True).start()
        return json.loads(first)

    def listen(self, name, stream):
        for line in stream:
            self.heard.put({**json.loads(line), "from": name})

    def start_daemon(self):
        with open(self.home / "earshotd.log", "w", encoding="utf-8") as log:
            self.start("earshotd", [str(BUILD / "bin" / "earshotd"), "--config",
                                    str(self.home / "earshot.yaml")], stdout=log, stderr=log)
        deadline = time.monotonic() + START_PATIENCE
        while not self.listening():
            self.check_alive()
            if time.monotonic() > deadline:
                raise Trouble(f"earshotd does not listen: {self.tail('earshotd.log')}")
            time.sleep(0.05)

    def listening(self):
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return (self.home / "control.sock").exists()

    def check_alive(self):
        for name, process in self.running.items():
            if process.poll() is not None:
                log = "earshotd.log" if name == "earshotd" else f"twin-{name.split()[1]}.log"
                raise Trouble(f"{name} ended with {process.returncode}: {self.tail(log)}")

    def tail(self, log):
        text = (self.home / log).read_text(encoding="utf-8", errors="replace")
        return "\n" + "\n".join(text.splitlines()[-8:])

    def close(self):
        for process in reversed(self.running.values()):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            try:
                process.wait(STOP_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    # --- the day ---------------------------------------------------------------------------------

    def register_webhook(self):
        """As a brand's people would: X challenges the address, then it is told what to send."""
        headers = {"Authorization": f"Bearer {self.x['bearer_token']}"}
        answer = ask("POST", self.x_url + "/2/webhooks",
                     {"url": f"{self.url}/hooks/noordzee/events"}, headers)
        for kind in ACTIVITY:
            ask("POST", self.x_url + "/2/activity/subscriptions",
                {"event_type": kind, "filter": {"user_id": self.x["user_id"]},
                 "webhook_id": answer["data"]["id"]}, headers)

    def begin_day(self):
        ask("POST", self.x_url + "/twin/script", (DAY / "script.yaml").read_bytes())

    def day_is_over(self):
        return ask("GET", self.x_url + "/twin/stats")["script"]["finished"]

    def events(self, done, patience):
        """What the twins tell, as it happens; None now and then. Ends when `done` or too late."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            try:
                yield self.heard.get(timeout=0.5)
            except queue.Empty:
                self.check_alive()
                yield None
                if done():
                    return

    def earshot(self, *words):
        """Runs the operator's command. Returns its exit code and what it printed."""
        command = [str(self.command), "--socket", str(self.home / "control.sock")]
        done = subprocess.run([*command, *words], capture_output=True, text=True, timeout=20,
                              encoding="utf-8", check=False)
        return done.returncode, done.stdout + done.stderr
