"""A disk that fills up: intake stops rather than lies, and goes on when there is room again."""

import json
import os
import pathlib
import subprocess
import unittest

from daemon_under_test import Earshot, wait_until
from receiver import Receiver
from webhook_test import mention, post, webhook_sink, x_account


class FullDisk(unittest.TestCase):
    def test_PAIN_5_a_full_disk_is_no_200_nothing_acknowledged_is_lost_and_the_operator_is_told(self):
        if os.geteuid() != 0:
            self.skipTest("mounting a small file system needs root")
        with Receiver() as receiver, Earshot() as earshot:
            earshot.configure({"noordzee": x_account(earshot)},
                              {"helpdesk": webhook_sink(earshot, receiver.url)})
            receiver.status = 503
            state = earshot.home / "state"
            state.mkdir(mode=0o700)
            mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m,mode=0700", "tmpfs",
                                      state], capture_output=True, text=True)
            if mounted.returncode != 0:
                self.skipTest(f"no small file system here: {mounted.stderr.strip()}")
            try:
                self.fill_and_free(earshot, receiver, state)
            finally:
                if earshot.process and earshot.process.poll() is None:
                    earshot.kill()
                subprocess.run(["umount", state], check=True)

    def fill_and_free(self, earshot, receiver, state):
        ballast = pathlib.Path(state) / "ballast"
        ballast.write_bytes(b"\0" * (2 << 20))
        earshot.start()
        accepted, refused = set(), 0
        for number in range(4_000):
            text = "@NoordzeeAir " + "x" * 2_000
            status, _ = post(earshot, json.dumps(mention(number, text=text)).encode())
            if status == 200:
                accepted.add(str(1_990_000_000_000_000_000 + number))
            else:
                self.assertEqual(status, 503)
                refused += 1
            if refused == 5:
                break
        self.assertEqual(refused, 5, "the disk never filled up")
        self.assertIn("journal.disk_full", earshot.events("intake.not_stored")[0]["why"])
        ballast.unlink()
        wait_until(lambda: post(earshot, json.dumps(mention(5_000)).encode())[0] == 200,
                   "intake again after there is room")
        accepted.add(str(1_990_000_000_000_005_000))
        receiver.status = 200
        wait_until(lambda: accepted <= {m["object_id"] for m in receiver.messages()},
                   "every accepted message at the sink", 120)


if __name__ == "__main__":
    unittest.main(verbosity=2)
