"""SIGHUP: a good change takes effect, a bad one changes nothing and says why."""

import json
import time
import unittest

import conversations
from daemon_under_test import Earshot, read_lines, wait_until
from receiver import Receiver
from replay_test import replaying
from webhook_test import mention, post, webhook_sink, x_account


class Reload(unittest.TestCase):
    def test_PAIN_37_a_typo_is_refused_as_a_whole_and_the_old_configuration_goes_on(self):
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

    def test_PAIN_37_reloads_and_a_stop_on_top_of_each_other_are_survived(self):
        with Receiver() as receiver, Earshot() as earshot:
            receiver.delay = 0.3
            sinks = {f"desk{n}": webhook_sink(earshot, receiver.url) for n in range(4)}
            earshot.configure({"noordzee": x_account(earshot)}, sinks)
            earshot.start()
            for number in range(40):
                post(earshot, json.dumps(mention(number)).encode())
            for round_number in range(6):
                for sink in sinks.values():
                    sink["source"] = f"/round/{round_number}"
                earshot.configure(earshot.accounts, sinks)
                earshot.reload()
                time.sleep(0.02)
                earshot.command("reload", check=False)
            self.assertEqual(earshot.stop(), 0, earshot.read_log()[-2000:])
            self.assertEqual(earshot.events("task.leaked") + earshot.events("task.failed"), [])
            receiver.delay = 0
            earshot.start()
            wait_until(lambda: all(d["open"] == 0 for d in earshot.ask("ledger")["delivery"]),
                       "a settled outbox", 60)
            ids = [headers["webhook-id"] for headers, _ in receiver.requests]
            self.assertEqual(len(set(ids)), 40, "each message has one key, whatever the sink")
            self.assertEqual(earshot.command("ledger", "--verify", check=False).returncode, 0)

    def test_a_stop_waits_for_what_is_being_sent_and_nothing_is_sent_twice(self):
        with Receiver() as receiver, Earshot() as earshot:
            earshot.configure({"noordzee": x_account(earshot)},
                              {"helpdesk": webhook_sink(earshot, receiver.url)})
            earshot.start()
            post(earshot, json.dumps(mention(1)).encode())
            wait_until(lambda: len(receiver.messages()) == 1, "the first ticket")
            receiver.delay = 1.5
            post(earshot, json.dumps(mention(2)).encode())
            wait_until(lambda: receiver.begun == 2, "the second under way")
            self.assertEqual(earshot.stop(), 0)
            earshot.start()
            wait_until(lambda: all(d["open"] == 0 for d in earshot.ask("ledger")["delivery"]),
                       "a settled outbox")
            self.assertEqual(receiver.begun, 2)

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
