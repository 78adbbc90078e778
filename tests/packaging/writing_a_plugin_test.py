"""The first part of docs/writing-a-plugin.md, typed as it stands there.

What differs: the SDK is installed from this build into a folder of the test, and the port is free.
"""

import contextlib
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "support"))
from ports import free_port  # noqa: E402

BUILD = pathlib.Path(os.environ["EARSHOT_BUILD"]).resolve()
PAGE = (ROOT / "docs" / "writing-a-plugin.md").read_text(encoding="utf-8")


def commands(prefix):
    """All of the page's shell blocks, one after the other."""
    text = "".join(re.findall(r"^```sh\n(.*?)^```", PAGE, re.M | re.S))
    for printed, here in (
        ("./dev build\n", ""),
        ("sudo cmake --install build/release",
         f"cmake --install '{BUILD}' --component sdk --prefix '{prefix}' > install.log"),
        ("sudo ldconfig\n", ""),
        ("/usr/local/lib/earshot/plugins", str(BUILD / "lib" / "earshot" / "plugins")),
        ("/usr/local", prefix),
        ("8000", str(free_port())),
    ):
        if printed not in text:
            raise AssertionError(f"the page does not say {printed!r} any more")
        text = text.replace(printed, here)
    return text


class WritingAPlugin(unittest.TestCase):
    def setUp(self):
        self.home = tempfile.mkdtemp(prefix="earshot-plugin-")
        self.addCleanup(shutil.rmtree, self.home)

    def test_the_quarter_of_an_hour(self):
        prefix = os.path.join(self.home, "prefix")
        code, out = self.run_script(commands(prefix), {
            "PATH": f"{BUILD / 'bin'}:{os.environ['PATH']}", "CMAKE_PREFIX_PATH": prefix})
        self.assertEqual(code, 0, out + self.daemon_log())
        self.assertIn("100% tests passed", out)
        self.assertIn('"text":"Lovely!"', out.replace('": "', '":"'))

    def run_script(self, script, environment):
        """In a process group of its own, so that nothing of it outlives the test."""
        with subprocess.Popen(
                ["bash", "-euo", "pipefail", "-c", script], cwd=self.home, text=True,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
                env={**os.environ, **environment}) as shell:
            try:
                out, _ = shell.communicate(timeout=240)
            except subprocess.TimeoutExpired:
                out = "the commands came to no end\n"
            finally:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(shell.pid, signal.SIGKILL)
            return shell.wait(), out

    def daemon_log(self):
        log = pathlib.Path(self.home, "guestbook", "earshotd.log")
        return log.read_text(encoding="utf-8") if log.exists() else ""


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=2))
