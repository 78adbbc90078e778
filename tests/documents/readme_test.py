"""What README.md tells people to type works as it stands there."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "system"))

from daemon_under_test import Earshot, PLUGINS, wait_until  # noqa: E402

ROOT = HERE.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.M | re.S)


def answering_script(secret, url):
    """The block that signs an answer, pointed at a daemon of this test."""
    script = next(block for block in blocks("sh") if "openssl" in block)
    script = re.sub(r"^secret=.*$", f"secret={secret}", script, flags=re.M)
    return re.sub(r"^url=.*$", f"url={url}", script, flags=re.M)


class Readme(unittest.TestCase):
    def test_its_configurations_pass_the_check(self):
        whole, *others = blocks("yaml")
        for block in [whole, *(one if "sinks:" in one else whole + one for one in others)]:
            with Earshot() as earshot:
                file = earshot.home / "earshot.yaml"
                rules = block.replace("/etc/earshot/rules.d", str(ROOT / "conf" / "rules.d"))
                file.write_text(f"plugin_directory: {PLUGINS}\n{rules}", encoding="utf-8")
                done = earshot.command("check", str(file), check=False)
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_its_rules_pass_their_own_tests(self):
        script = next(block for block in blocks("sh") if "90-ours.yaml" in block)
        written = re.search(r"<<'END'\n(.*?)^END$", script, re.M | re.S).group(1)
        with Earshot() as earshot:
            file = earshot.home / "90-ours.yaml"
            file.write_text(written, encoding="utf-8")
            self.assertIn("2 tests, 1 rule: all pass",
                          earshot.command("rules", "test", str(file)).stdout)

    @unittest.skipUnless(shutil.which("curl") and shutil.which("openssl"), "no curl or openssl")
    def test_the_signed_answer_is_taken_and_one_signed_otherwise_is_not(self):
        with Earshot() as earshot:
            earshot.configure({}, {"helpdesk": {
                "plugin": "webhook", "url": "http://127.0.0.1:1/in",
                "secret": earshot.secret("helpdesk", SECRET)}})
            earshot.start()
            url = f"http://127.0.0.1:{earshot.port}/hooks/helpdesk/replies"
            self.run_script(answering_script(SECRET, url), expected=0)
            wait_until(lambda: earshot.events("desk.reply_refused"),
                       "the gate's word on an answer to a message that never was")
            self.run_script(answering_script(SECRET[:-8] + "AAAAAAAA", url), expected=22)

    def run_script(self, script, expected):
        done = subprocess.run(["bash", "-euo", "pipefail", "-c", script], capture_output=True,
                              text=True, timeout=60, check=False, env=os.environ)
        self.assertEqual(done.returncode, expected, done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
