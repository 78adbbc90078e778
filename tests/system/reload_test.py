"""SIGHUP: a good change takes effect, a bad one changes nothing and says why."""

import json
import time
import unittest

import conversations
import desk_twins
from daemon_under_test import PLUGINS, Earshot, read_lines, wait_until
from helpdesk import POSTING, AtTheDesk, x_of
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
            wait_until(lambda: [(line["enqueued"], line["open"])
                                for line in earshot.ask("ledger")["delivery"]
                                if line["destination"].startswith("sink:")]
                       == [(40, 0)] * len(sinks), "all of it at every sink", 120)
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
            earshot.configure({"noordzee": x_account(earshot)}, {})
            earshot.start()
            tree = json.loads((earshot.home / "earshot.yaml").read_text())
            tree["state_directory"] = str(earshot.home / "elsewhere")
            earshot.write_config(json.dumps(tree))
            earshot.reload()
            event = wait_until(lambda: earshot.events("reload.refused"), "the refusal")[0]
            self.assertIn("state_directory", event["why"])


class Gone(AtTheDesk):
    """What waits for somebody whom the configuration does not have any more."""

    def queue(self, destination):
        return next((one for one in self.earshot.ask("outbox")["destinations"]
                     if one["destination"] == destination), {"waiting": 0, "retrying": 0})

    def test_answers_for_an_account_that_is_renamed_go_back_to_their_agent(self):
        self.begin()
        ticket = self.asked("hello?")
        self.twin.fault("http_503", **POSTING)
        self.answer(ticket, "Here we are. ^Ann")
        wait_until(lambda: self.queue("publish:noordzee")["retrying"] == 1, "a failed attempt")
        self.answer(ticket, "Still there? ^Ann")
        wait_until(lambda: self.waiting() == 2, "both waiting")
        self.earshot.configure({"noordzee_nl": self.earshot.accounts["noordzee"]},
                               self.earshot.sinks)
        self.earshot.reload()
        wait_until(lambda: len(self.desk.events("answer.refused")) == 2, "both notices")
        told = {one["answer"]["text"]: one["code"] for one in self.desk.events("answer.refused")}
        self.assertEqual(told, {"Here we are. ^Ann": "delivery.not_certain",
                                "Still there? ^Ann": "reply.unknown_account"})
        self.assertEqual(len(self.earshot.events("delivery.dead")), 2)
        self.assertEqual(self.waiting(), 0)
        self.assertEqual(self.earshot.command("ledger", "verify").returncode, 0)

    def test_what_waits_for_a_sink_that_is_removed_is_named_and_comes_when_the_sink_is_back(self):
        self.begin()
        self.desk.status = 503
        said = self.twin.post(f"@{self.twin.handle} hello?")
        wait_until(lambda: self.desk.refused > 0, "a failed attempt")
        account, sinks = self.earshot.accounts, self.earshot.sinks
        self.earshot.configure(account, {})
        self.earshot.reload()
        named = wait_until(lambda: self.earshot.events("delivery.no_sink"), "the warning")[0]
        self.assertEqual((named["destination"], named["waiting"]), ("sink:desk", "1"))
        self.earshot.stop()
        self.earshot.start()
        wait_until(lambda: self.earshot.events("delivery.no_sink"), "the warning at the start")
        self.assertEqual(self.earshot.ask("status")["gone_sinks"],
                         [{"destination": "sink:desk", "waiting": 1}])
        self.assertIn("sink:desk is not configured, 1 item waiting",
                      self.earshot.command("status").stdout)
        self.desk.status = 200
        self.earshot.configure(account, sinks)
        self.earshot.reload()
        wait_until(lambda: self.desk.ticket(said), "the ticket")
        self.assertEqual(self.earshot.ask("status")["gone_sinks"], [])

    def test_a_sink_that_is_left_out_hears_what_became_of_its_answers_when_it_is_back(self):
        self.begin()
        ticket = self.asked("hello?")
        self.twin.fault("http_503", **POSTING)
        self.answer(ticket, "Here we are. ^Ann")
        wait_until(lambda: self.queue("publish:noordzee")["retrying"] == 1, "a failed attempt")
        self.earshot.stop()
        accounts, sinks = self.earshot.accounts, self.earshot.sinks
        self.earshot.configure(accounts, {"desk": {"plugin": "webhook", "url": self.desk.url}})
        self.twin.forgive()
        self.earshot.start()
        self.assertEqual([one["instance"] for one in self.earshot.events("plugin.left_out")],
                         ["desk"])
        wait_until(lambda: self.twin.replies() and self.waiting() == 0, "the answer is out")
        self.earshot.configure(accounts, sinks)
        self.earshot.reload()
        told = wait_until(lambda: self.desk.events("answer.published"), "the notice")[0]
        self.assertEqual(told["answer"]["text"], "Here we are. ^Ann")

    # --- plugins that are not there --------------------------------------------------------------

    def own_plugins(self, *names):
        """The daemon's plugins are these, for as long as their files are there."""
        folder = self.earshot.home / "plugins"
        folder.mkdir()
        for name in names:
            (folder / f"{name}.so").symlink_to(PLUGINS / f"{name}.so")
        self.earshot.sections["plugin_directory"] = str(folder)
        return folder

    def left_out(self):
        return [one["instance"] for one in self.earshot.events("plugin.left_out")]

    def line(self, destination):
        return next(one for one in self.earshot.ask("ledger")["delivery"]
                    if one["destination"] == destination)

    def test_a_sink_whose_plugin_is_not_there_hears_later_what_became_of_its_answers(self):
        plugins = self.own_plugins("x", "webhook")
        self.begin()
        ticket = self.asked("hello?")
        self.twin.fault("http_503", **POSTING)
        self.answer(ticket, "Here we are. ^Ann")
        wait_until(lambda: self.queue("publish:noordzee")["retrying"] == 1, "a failed attempt")
        self.earshot.stop()
        (plugins / "webhook.so").rename(plugins / "webhook.away")
        self.twin.forgive()
        self.earshot.start()
        self.assertEqual(self.left_out(), ["desk"])
        wait_until(lambda: self.twin.replies() and self.waiting() == 0, "the answer is out")
        wait_until(lambda: self.line("sink:desk")["open"] == 1, "the notice waits")
        self.earshot.stop()
        (plugins / "webhook.away").rename(plugins / "webhook.so")
        self.earshot.start()
        told = wait_until(lambda: self.desk.events("answer.published"), "the notice")[0]
        self.assertEqual(told["answer"]["text"], "Here we are. ^Ann")
        self.assertEqual(self.earshot.command("ledger", "verify").returncode, 0)

    def with_zammad(self):
        """At the start. What is spam belongs to no case."""
        rules = self.earshot.home / "rules.d"
        rules.mkdir()
        (rules / "spam.yaml").write_text(
            "rules:\n  spam: {when: {words: [lottery]}, then: {case: none}}\n")
        self.earshot.sections["rules"] = str(rules)
        self.zammad = self.entered(desk_twins.Zammad(self.earshot))
        self.earshot.configure({"noordzee": x_of(self.earshot, self.twin)},
                               {"desk": self.zammad.sink(self.earshot),
                                "archive": {"plugin": "file",
                                            "path": str(self.earshot.home / "out.jsonl")}})
        self.earshot.start()

    def says(self, *texts):
        """And what was said has been decided on."""
        before = len(read_lines(self.earshot.home / "out.jsonl"))
        for text in texts:
            self.twin.post(f"@{self.twin.handle} {text}")
        wait_until(lambda: len(read_lines(self.earshot.home / "out.jsonl")) == before + len(texts),
                   "all of it in the archive")

    def comes_back_with(self, plugins, tickets):
        self.earshot.stop()
        (plugins / "zammad.away").rename(plugins / "zammad.so")
        self.earshot.start()
        wait_until(lambda: len(self.zammad.tickets()) == tickets, "the tickets", 120)
        wait_until(lambda: self.line("sink:desk")["open"] == 0, "nothing that waits", 120)
        self.assertEqual(len(self.zammad.tickets()), tickets)
        words = [text for one in self.zammad.tickets()
                 for text in self.zammad.customers_words(one)]
        self.assertFalse([text for text in words if "lottery" in text])
        self.assertEqual(self.earshot.command("ledger", "verify").returncode, 0)

    def test_for_a_helpdesk_whose_plugin_is_not_there_nothing_waits_that_is_of_no_case(self):
        plugins = self.own_plugins("x", "zammad", "file")
        self.with_zammad()
        self.says("hello?")
        wait_until(lambda: self.zammad.tickets() and self.line("sink:desk")["open"] == 0,
                   "the first ticket", 120)
        self.earshot.stop()
        (plugins / "zammad.so").rename(plugins / "zammad.away")
        self.earshot.start()
        self.assertEqual(self.left_out(), ["desk"])
        self.says("a lottery!", "my bag is in Oslo")
        self.assertEqual(self.line("sink:desk")["open"], 1)
        self.comes_back_with(plugins, tickets=2)
        self.assertEqual(self.earshot.events("delivery.not_for_it"), [])

    def test_a_helpdesk_that_was_never_at_work_gets_of_what_was_kept_what_is_of_a_case(self):
        plugins = self.own_plugins("x", "zammad", "file")
        (plugins / "zammad.so").rename(plugins / "zammad.away")
        self.with_zammad()
        self.assertEqual(self.left_out(), ["desk"])
        self.says("a lottery!", "my bag is in Oslo")
        self.assertEqual(self.line("sink:desk")["open"], 2)
        self.comes_back_with(plugins, tickets=1)
        self.assertEqual(self.earshot.events("delivery.not_for_it")[0]["items"], "1")


if __name__ == "__main__":
    unittest.main(verbosity=2)
