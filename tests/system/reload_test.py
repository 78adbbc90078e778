"""SIGHUP: a good change takes effect, a bad one changes nothing and says why."""

import json
import unittest

import conversations
from daemon_under_test import Earshot, read_lines, wait_until
from replay_test import replaying


class Reload(unittest.TestCase):
    def test_a_typo_is_refused_as_a_whole_and_the_old_configuration_goes_on(self):
        with replaying("/nonexistent") as earshot:
            source = conversations.invent(earshot.home / "recorded.json")
            earshot.configure({"recorded": {"plugin": "replay", "path": str(source), "speed": 0}},
                              earshot.sinks)
            earshot.start()
            good = (earshot.home / "earshot.yaml").read_text()
            earshot.write_config(good.replace('"path"', '"paht"'))
            earshot.reload()
            event = wait_until(lambda: earshot.events("reload.refused"), "the refusal")[0]
            self.assertIn("earshot.yaml:", event["why"])
            self.assertIn("path", event["why"])
            self.assertTrue(all(i["running"] for i in earshot.ask("status")["instances"]))
            self.assertEqual(earshot.stop(), 0)

    def test_a_new_sink_begins_and_a_removed_one_ends(self):
        with replaying("/nonexistent") as earshot:
            source = conversations.invent(earshot.home / "recorded.json")
            account = {"plugin": "replay", "path": str(source), "speed": 0}
            earshot.configure({"recorded": account}, earshot.sinks)
            earshot.start()
            count = len(conversations.turns_of(source))
            first = earshot.home / "out.jsonl"
            wait_until(lambda: len(read_lines(first)) == count, "all lines in the first file")
            second = earshot.home / "second.jsonl"
            earshot.configure({"again": account},
                              {"other": {"plugin": "file", "path": str(second)}})
            earshot.reload()
            wait_until(lambda: earshot.events("reload.done"), "the reload")
            wait_until(lambda: len(read_lines(second)) == count, "all lines in the second file")
            self.assertEqual(len(read_lines(first)), count)
            names = {one["name"] for one in earshot.ask("status")["instances"]}
            self.assertEqual(names, {"again", "other"})

    def test_what_cannot_change_while_running_is_refused_by_name(self):
        with Earshot() as earshot:
            earshot.start()
            tree = json.loads((earshot.home / "earshot.yaml").read_text())
            tree["state_directory"] = str(earshot.home / "elsewhere")
            earshot.write_config(json.dumps(tree))
            earshot.reload()
            event = wait_until(lambda: earshot.events("reload.refused"), "the refusal")[0]
            self.assertIn("state_directory", event["why"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
