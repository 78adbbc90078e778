"""What the daemon makes of what it hears: rules, languages, cases, and what people decide by hand."""

import json
import os
import pathlib
import shutil
import subprocess
import time
import unittest

import conversations
from daemon_under_test import COMMAND, Earshot, read_lines, wait_until
from replay_test import replaying
from webhook_test import BRAND, mention, post, x_account

PACKS = pathlib.Path(__file__).resolve().parent.parent.parent / "conf" / "rules.d"
PAGER = """
rules:
  page_the_desk: {when: {class: [stranded]}, then: {sinks: [pager]}}
"""


def said(number, text, author="2222222222", to_us=True, **more):
    """A post of its own conversation that mentions the brand, or does not."""
    event = mention(number, text=text, author_id=author, lang="und", **more)
    if not to_us:
        event["data"]["event_type"] = "post.create"
        event["data"]["payload"]["entities"] = {}
    return json.dumps(event).encode()


def number_of(post_id):
    return int(post_id) % 1_000_000_000_000


class Understanding(unittest.TestCase):
    def listening(self, *rule_files, packs=False, **more):
        """A daemon that hears by webhook, with these rules, and writes what it understood."""
        earshot = Earshot()
        self.addCleanup(earshot.__exit__, None, None, None)
        rules = earshot.home / "rules.d"
        shutil.copytree(PACKS, rules) if packs else rules.mkdir()
        for number, text in enumerate(rule_files):
            (rules / f"9{number}-own.yaml").write_text(text, encoding="utf-8")
        earshot.rules = rules
        earshot.sections = {"language": {"serves": ["nl", "en", "de", "es", "pt", "ja", "no"]}}
        if packs or rule_files:
            earshot.sections["rules"] = str(rules)
        self.out, self.paged = earshot.home / "out.jsonl", earshot.home / "paged.jsonl"
        earshot.configure({"noordzee": x_account(earshot)},
                          {"archive": {"plugin": "file", "path": str(self.out)},
                           "pager": {"plugin": "file", "path": str(self.paged),
                                     "only_when_routed": True}, **more})
        earshot.start()
        return earshot

    def hear(self, earshot, *bodies):
        """Posts these and returns what was made of all so far, by number of the post."""
        for body in bodies:
            self.assertEqual(post(earshot, body)[0], 200)
        said = {number_of(json.loads(body)["data"]["payload"]["id"]) for body in bodies}
        return wait_until(lambda: said <= self.understood().keys() and self.understood(),
                          f"posts {said}")

    def understood(self):
        messages = [line for line in read_lines(self.out) if "message" in line]
        return {number_of(line["message"]["object_id"]): line["understanding"]
                for line in messages if line["message"]["platform"] == "x"}

    # --- rules -------------------------------------------------------------------------------------

    def test_who_is_stranded_is_found_in_each_language_and_reaches_the_pager(self):
        earshot = self.listening(PAGER, packs=True)
        found = self.hear(
            earshot, said(1, "@NoordzeeAir Sitter fast i Amsterdam, fly kansellert"),
            said(2, "@NoordzeeAir アムステルダムで足止め"),
            said(3, "@NoordzeeAir estoy tirado en Schiphol"),
            said(4, "@NoordzeeAir fancy Amsterdam for a weekend, anyone?"))
        self.assertEqual([found[n].get("class") for n in (1, 2, 3)], ["stranded"] * 3)
        self.assertEqual([found[n]["urgency"] for n in (1, 2, 3)], ["now"] * 3)
        self.assertNotEqual(found[4].get("class"), "stranded")
        paged = wait_until(lambda: len(read_lines(self.paged)) >= 3 and read_lines(self.paged),
                           "three on the pager")
        self.assertEqual(len(paged), 3)

    def test_X_6_a_typo_in_one_rule_refuses_the_reload_and_the_old_rules_go_on(self):
        rule = "rules:\n  delayed:\n    when: {words: [delayed]}\n    then: {class: late}\n"
        earshot = self.listening(rule)
        self.assertEqual(self.hear(earshot, said(1, "@NoordzeeAir delayed"))[1]["class"], "late")
        (earshot.rules / "90-own.yaml").write_text(rule.replace("words", "wrods")
                                                   .replace("late}", "early}"))
        self.assertNotEqual(earshot.command("reload", check=False).returncode, 0)
        why = wait_until(lambda: earshot.events("reload.refused"), "the refusal")[0]["why"]
        self.assertIn("90-own.yaml:3:", why)
        self.assertIn("delayed", why)
        self.assertIn("did you mean 'words'", why)
        self.assertIn("90-own.yaml:3:", earshot.ask("status")["last_reload"])
        self.assertEqual(self.hear(earshot, said(2, "@NoordzeeAir delayed"))[2]["class"], "late")
        (earshot.rules / "90-own.yaml").write_text(rule.replace("late}", "early}"))
        earshot.command("reload")
        self.assertEqual(self.hear(earshot, said(3, "@NoordzeeAir delayed"))[3]["class"], "early")

    def test_other_rules_are_tried_on_what_comes_and_change_nothing(self):
        earshot = self.listening("rules:\n  late: {when: {words: [late]}, then: {class: late}}\n")
        other = earshot.home / "other.yaml"
        other.write_text("rules:\n  lost: {when: {words: [bag]}, then: {class: lost}}\n")
        self.hear(earshot, said(1, "@NoordzeeAir my bag"), said(2, "@NoordzeeAir late"),
                  said(3, "@NoordzeeAir hello"))
        shown = earshot.command("rules", "shadow", str(other), "--last", "3", "--count", "3").stdout
        self.assertIn("class none -> lost, + lost (bag)", shown)
        self.assertIn("class late -> none, - late", shown)
        self.assertIn("3 messages, 2 of them otherwise", shown)
        self.assertEqual(self.hear(earshot, said(4, "@NoordzeeAir bag"))[4].get("class"), None)

    def test_a_stored_message_is_explained_rule_by_rule(self):
        earshot = self.listening("rules:\n  late: {when: {words: [late]}, then: {class: late}}\n"
                                 "  dutch: {when: {language: [nl]}, then: {topics: [dutch]}}\n")
        self.hear(earshot, said(1, "@NoordzeeAir my flight is late again"))
        name = f"x/noordzee/{1_990_000_000_000_000_001}"
        text = earshot.command("--config", str(earshot.home / "earshot.yaml"), "rules", "explain",
                               name).stdout
        self.assertIn("late", text)
        self.assertIn("dutch", text)

    # --- the journal, again ------------------------------------------------------------------------

    def simulate(self, earshot, *words):
        done = subprocess.run([COMMAND, "--config", earshot.home / "earshot.yaml", "--json",
                               "simulate", *words], capture_output=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def test_X_10_a_simulation_is_the_same_twice_and_asks_nobody(self):
        with replaying("/nonexistent") as earshot:
            source = conversations.real_file() or conversations.invent(
                earshot.home / "recorded.json")
            earshot.sections = {"rules": str(PACKS), "language": {"serves": ["nl", "en", "ja"]}}
            earshot.configure({"recorded": {"plugin": "replay", "path": str(source), "speed": 0}},
                              earshot.sinks)
            earshot.start()
            out = earshot.home / "out.jsonl"
            count = len(conversations.turns_of(source))
            wait_until(lambda: len(read_lines(out)) >= count, "all of them")
            beside_the_daemon = self.simulate(earshot)
            self.assertEqual(earshot.stop(), 0)
            self.assertEqual(len(beside_the_daemon.splitlines()), count)
            self.assertEqual(self.simulate(earshot), beside_the_daemon)
            then = {line["key"]: line["understanding"] for line in read_lines(out)}
            again = [json.loads(line)["understanding"] for line in beside_the_daemon.splitlines()]
            self.assertEqual(sorted(map(json.dumps, then.values())),
                             sorted(map(json.dumps, again)), "what was decided is decided again")
            self.assertEqual(self.simulate(earshot, "--from", "2020-01-01T00:00:00Z"),
                             beside_the_daemon)
            self.assertEqual(self.simulate(earshot, "--to", "2020-01-01T00:00:00Z"), b"")
            self.without_network(earshot)

    def without_network(self, earshot):
        trace = earshot.home / "trace"
        if not shutil.which("strace"):
            self.skipTest("no strace to watch for network calls")
        subprocess.run(["strace", "-f", "-qq", "-e", "trace=%network", "-o", trace, COMMAND,
                        "--config", earshot.home / "earshot.yaml", "simulate"],
                       check=True, capture_output=True, timeout=240,
                       env={**os.environ, "ASAN_OPTIONS": "detect_leaks=0"})  # it traces, too
        self.assertEqual([line for line in trace.read_text().splitlines() if "(" in line], [])

    # --- languages ---------------------------------------------------------------------------------

    def test_a_persons_correction_of_a_language_stays_with_the_author(self):
        earshot = self.listening()
        text = "@NoordzeeAir ok 👍"
        found = self.hear(earshot, said(1, text))
        self.assertNotIn("tag", found[1].get("language", {}))
        earshot.command("people", "language", f"x/noordzee/{1_990_000_000_000_000_001}", "nl")
        found = self.hear(earshot, said(2, text), said(3, text, author="3333333333"))
        self.assertEqual(found[2]["language"]["tag"], "nl")
        self.assertNotIn("tag", found[3].get("language", {}))

    def documents(self, home):
        """The five documents that EARSHOT_SEEDS names, or five as difficult ones."""
        named = os.environ.get("EARSHOT_SEEDS")
        if named and pathlib.Path(named).is_dir():
            files = sorted(pathlib.Path(named).glob("*.txt"))
            return [(file.read_bytes().decode(), tag)
                    for file, tag in zip(files, ["en", "ja", "zh", "en", "no"], strict=True)]
        print("EARSHOT_SEEDS names no folder of documents: five of our own", flush=True)
        english = ("The team answers in public, and people notice.\n"
                   "Whoever waits for an hour tells others about it.\n")
        return [
            (english * 2, "en"),  # the second half is no duplicate
            ("お客様への返信は早いほど良いです、そして丁寧に。\n• XNUMX時間以内〜24時間以内\n", "ja"),
            ("客户在社交网络上的抱怨,企业应当及时回应。\u00a0\u00a0“沉默”不是办法…\n", "zh"),
            ("They said: “…… its merely us keeping\nour ears open” – and it’s not marketing.\n", "en"),
            ("Bedriften svarte ikke på flere dager, og kundene ble sinte.SvarSlett\nJeg venter ennå.\n",
             "no"),
        ]

    def test_JA_9_text_of_any_script_arrives_byte_for_byte_in_its_language(self):
        with replaying("/nonexistent") as earshot:
            source = earshot.home / "recorded.json"
            texts = self.documents(earshot.home)
            source.write_text(json.dumps([
                {"dialogHeader": {"company": "SkyExample", "sessionID": f"document{number}"},
                 "dialogContent": [{"client": f"reader{number}", "tweet_ID": str(number),
                                    "datetime": "2020-03-01T10:00:00.000Z", "message": text}]}
                for number, (text, _) in enumerate(texts)]), encoding="utf-8")
            earshot.configure({"recorded": {"plugin": "replay", "path": str(source), "speed": 0}},
                              earshot.sinks)
            earshot.start()
            out = earshot.home / "out.jsonl"
            wait_until(lambda: len(read_lines(out)) == len(texts), "all documents")
            lines = {line["message"]["thread_id"]: line for line in read_lines(out)}
            for number, (text, tag) in enumerate(texts):
                line = lines[f"document{number}"]
                self.assertEqual(line["message"]["text"].encode(), text.encode())
                self.assertEqual(line["understanding"]["language"]["tag"], tag,
                                 line["understanding"]["language"])

    # --- cases and people --------------------------------------------------------------------------

    def test_real_conversations_are_one_case_for_each_customer_in_each(self):
        source = conversations.real_file()
        if not source:
            self.skipTest("EARSHOT_CARE_DATA names no file of recorded conversations")
        with replaying(source) as earshot:
            earshot.start()
            out = earshot.home / "out.jsonl"
            turns = conversations.turns_of(source)
            wait_until(lambda: len(read_lines(out)) >= len(turns), "all of them")
            cases, threads = {}, set()
            for line in read_lines(out):
                said = line["message"]
                threads.add(said["thread_id"])
                if said["direction"] == "from_customer":
                    cases.setdefault((said["thread_id"], said["author"]["id"]), set()).add(
                        line["understanding"].get("case"))
            named = [case for found in cases.values() for case in found]
            print(f"{len(threads)} conversations, {len(cases)} customers in them, "
                  f"{len(set(named))} cases", flush=True)
            self.assertEqual(threads, {thread for thread, _ in turns})
            self.assertTrue(all(len(found) == 1 and None not in found for found in cases.values()),
                            "none is split")
            self.assertEqual(len(named), len(set(named)), "none are merged")

    def test_who_waits_is_listed_until_a_person_closes_the_case(self):
        earshot = self.listening(packs=True)
        found = self.hear(earshot, said(1, "@NoordzeeAir this is a terrible service, no answer"),
                          said(2, "@NoordzeeAir where is my bag?", author="3333333333"))
        waiting = wait_until(lambda: earshot.ask("cases", "unanswered")["cases"], "those who wait")
        self.assertEqual({one["id"] for one in waiting}, {found[1]["case"], found[2]["case"]})
        self.assertIn("where is my bag", earshot.command("cases", "unanswered").stdout)
        earshot.command("cases", "close", found[2]["case"])
        wait_until(lambda: [one["id"] for one in earshot.ask("cases", "unanswered")["cases"]]
                   == [found[1]["case"]], "the closed one is off the list")
        shown = earshot.ask("cases", "show", found[1]["case"])
        self.assertEqual(shown["record"]["id"], found[1]["case"])
        load = earshot.ask("cases", "load")
        self.assertEqual((load["messages"], load["cases"]), (2, 2))
        self.assertEqual(earshot.command("cases", "close", "c999", check=False).returncode, 4)

    def test_two_people_who_may_be_one_are_suggested_and_a_person_decides(self):
        earshot = self.listening()
        source = earshot.home / "recorded.json"
        source.write_text(json.dumps([
            {"dialogHeader": {"company": "SkyExample", "sessionID": "s1"},
             "dialogContent": [{"client": "mia_travels", "tweet_ID": "1", "message": "where is my bag",
                                "datetime": "2026-03-01T09:00:00.000Z"}]}]), encoding="utf-8")
        earshot.configure({**earshot.accounts, "recorded": {
            "plugin": "replay", "path": str(source), "speed": 0}}, earshot.sinks)
        earshot.command("reload")
        event = mention(1, text="@NoordzeeAir where is my bag")
        event["includes"] = {"users": [{"id": "2222222222", "username": "Mia_Travels"}]}
        self.hear(earshot, json.dumps(event).encode())
        pair = wait_until(lambda: earshot.ask("people", "suggested")["pairs"], "a suggestion")[0]
        self.assertEqual({pair["one"], pair["other"]}, {"replay/mia_travels", "x/2222222222"})
        self.assertIn("handle", pair["evidence"][0])
        self.assertIn("mia_travels", earshot.command("people", "suggested").stdout)
        earshot.command("people", "link", pair["one"], pair["other"])
        tie = lambda: earshot.ask("people", "show", "x/2222222222")["record"]["ties"][0]
        wait_until(lambda: tie()["state"] == "confirmed", "the link")
        self.assertEqual(earshot.ask("people", "suggested")["pairs"], [])
        one_question = wait_until(lambda: earshot.ask("cases", "unanswered")["cases"], "who waits")
        self.assertEqual(len(one_question), 1, "the same question by the same human being")
        earshot.command("people", "unlink", pair["one"], pair["other"])
        wait_until(lambda: tie()["state"] == "suggested", "as it was")
        self.assertEqual(len(earshot.ask("cases", "unanswered")["cases"]), 2)
        earshot.command("people", "reject", pair["one"], pair["other"])
        wait_until(lambda: tie()["state"] == "rejected", "never again")
        for words in (["people", "link", "x/2222222222", "x/404"], ["people", "show", "nobody"],
                      ["cases", "show", "c99"], ["messages", "show", "x/noordzee/1"]):
            refused = earshot.command(*words, check=False)
            self.assertEqual(refused.returncode, 4, words)
            self.assertTrue(refused.stderr.startswith("earshot: "), refused.stderr)

    def test_JB_2_who_asks_not_to_be_watched_is_only_heard_when_they_write_to_us(self):
        earshot = self.listening(packs=True)
        self.hear(earshot, said(1, "@NoordzeeAir stop following me"))
        wait_until(lambda: earshot.ask("people", "show", "x/2222222222")["record"]
                   .get("do_not_watch"), "the register")
        for number in range(2, 12):
            self.assertEqual(post(earshot, said(number, "NoordzeeAir delayed again", to_us=False))[0],
                             200)
        found = self.hear(earshot, said(20, "@NoordzeeAir where is my bag?"))
        self.assertTrue(found[20]["case"])
        self.assertEqual(set(found), {1, 20}, "nothing of the ten is stored")
        line = next(one for one in earshot.ask("ledger")["intake"] if one["platform"] == "x")
        self.assertEqual(line["filtered"], 10)
        self.assertEqual(earshot.command("ledger", "--verify", check=False).returncode, 0)
        self.assertEqual(earshot.stop(), 0)  # what it still had to write is in the file
        self.assertNotIn(b"delayed again", (earshot.home / "state" / "journal.db").read_bytes())

    def test_what_was_understood_and_remembered_survives_a_kill(self):
        earshot = self.listening(packs=True)
        found = self.hear(earshot, said(1, "@NoordzeeAir where is my bag?"))
        earshot.kill()
        earshot.start()
        again = mention(2, text="@NoordzeeAir still no bag", lang="en")
        again["data"]["payload"]["conversation_id"] = str(1_990_000_000_000_000_001)
        found |= self.hear(earshot, json.dumps(again).encode())
        self.assertEqual(found[2]["case"], found[1]["case"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
