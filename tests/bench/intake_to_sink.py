"""Webhooks in, acknowledged messages out: the whole daemon under wrk, with more and more stored.

One post of 1.4 kB a request over 32 kept-alive connections; the signature is checked, duplicates
are known, and the request is durable before the 200. Each post's language is told, it is judged by the
rules that come with Earshot, and filed in a case. What counts is what a loopback HTTP destination
acknowledged."""

import argparse
import json
import os
import pathlib
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "system")]
os.environ.setdefault("EARSHOT_BUILD", "build/release")

import signed_posts  # noqa: E402
from daemon_under_test import BUILD, Earshot, wait_until  # noqa: E402


ROOT = HERE.parent.parent
POSTS = ROOT / "tests" / "language" / "posts"
UNDERSTANDING = {"rules": str(ROOT / "conf" / "rules.d"),
                 "language": {"serves": ["nl", "en", "de", "es", "pt", "ja"]}}


def cpu_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_memory(pid):
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status).group(1)) / 1024


class Sink:
    def __enter__(self):
        self.process = subprocess.Popen([BUILD / "bin" / "earshot-bench-sink"], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.port = json.loads(self.process.stdout.readline())["port"]
        return self

    def finish(self):
        return json.loads(self.process.communicate("", timeout=60)[0])

    def __exit__(self, *unused):
        if self.process.poll() is None:
            self.process.kill()


def fill(earshot, count):
    """The past: posts of many languages, understood and delivered."""
    texts = earshot.home / "texts"
    texts.write_bytes(b"".join(file.read_bytes() for file in sorted(POSTS.glob("*.txt"))))
    subprocess.run([BUILD / "bin" / "earshot-bench-fill", earshot.home / "state" / "journal.db",
                    str(count), earshot.home / "earshot.yaml", texts], check=True)


def drive(url, posts, seconds, connections):
    done = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s",
         str(HERE / "posts.lua"), url, "--", str(posts)], capture_output=True, text=True,
        check=True)
    text = done.stdout
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    return {
        "answered": int(re.search(r"(\d+) requests in", text).group(1)),
        "p50": re.search(r"^\s+50%\s+(\S+)", text, re.M).group(1),
        "p99": re.search(r"^\s+99%\s+(\S+)", text, re.M).group(1),
        "refused": int(failed.group(1)) if failed else 0,
    }


def open_items(earshot):
    ledger = earshot.ask("ledger")
    waiting = sum(line["open"] for line in ledger["delivery"])
    unread = sum(line["unread"] for line in ledger["intake"])
    return waiting + unread + earshot.ask("status")["journal"]["lag"]


def measure(stored, seconds, connections, workspace):
    secret = secrets.token_hex(16)
    posts = workspace / "posts"
    signed_posts.write(posts, secret, 0, seconds * 18_000)
    with Sink() as sink, Earshot() as earshot:
        earshot.sections = {"log": {"level": "warning", "format": "plain"}, **UNDERSTANDING}
        earshot.configure(
            accounts={"noordzee": {
                "plugin": "x", "user_id": signed_posts.BRAND, "handle": "NoordzeeAir",
                "base_url": "http://127.0.0.1:1", "auth": "app_only", "poll_interval": "7d",
                "bearer_token": earshot.secret("bearer"), "mentions": False,
                "consumer_secret": earshot.secret("consumer", secret)}},
            sinks={"helpdesk": {
                "plugin": "webhook", "url": f"http://127.0.0.1:{sink.port}/in",
                "secret": earshot.secret("helpdesk", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")}})
        state = earshot.home / "state"
        state.mkdir(mode=0o700)
        if stored:
            fill(earshot, stored)
        earshot.start()
        pid, began, cpu = earshot.process.pid, time.monotonic(), cpu_seconds(earshot.process.pid)
        load = drive(f"http://127.0.0.1:{earshot.port}/hooks/noordzee/events", posts, seconds,
                     connections)
        wait_until(lambda: open_items(earshot) == 0, "everything delivered", 600)
        took = time.monotonic() - began
        figures = {"cpu": cpu_seconds(pid) - cpu, "peak": peak_memory(pid)}
        earshot.command("ledger", "--verify")
        earshot.stop()
        counted = sink.finish()
    if counted["twice"] or counted["count"] < load["answered"]:
        raise SystemExit(f"lost or doubled: {load} {counted}")
    return {"stored": stored, "rate": counted["count"] / took, **load, **figures,
            "sink_p50": counted["p50"], "sink_p99": counted["p99"],
            "cpu_each": figures["cpu"] / counted["count"] * 1e6}


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=int, default=15)
    options.add_argument("--connections", type=int, default=32)
    options.add_argument("--stored", type=int, nargs="*", default=[0, 10_000, 100_000, 1_000_000])
    chosen = options.parse_args()
    workspace = pathlib.Path(tempfile.mkdtemp(prefix="earshot-bench-"))
    print(f"{'stored':>9} {'messages/s':>11} {'accept p50':>11} {'accept p99':>11} "
          f"{'to sink p50':>12} {'to sink p99':>12} {'peak MiB':>9} {'CPU us each':>12}")
    try:
        for stored in chosen.stored:
            got = measure(stored, chosen.seconds, chosen.connections, workspace)
            print(f"{got['stored']:>9} {got['rate']:>11.0f} {got['p50']:>11} {got['p99']:>11} "
                  f"{got['sink_p50']:>9} ms {got['sink_p99']:>9} ms {got['peak']:>9.0f} "
                  f"{got['cpu_each']:>12.0f}", flush=True)
    finally:
        shutil.rmtree(workspace, ignore_errors=True)


if __name__ == "__main__":
    main()
