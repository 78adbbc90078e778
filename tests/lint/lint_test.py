#!/usr/bin/env python3
"""Each check flags a bad sample and passes a good one."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True

import check_coroutines
import check_format
import check_heavy_headers
import check_includes
import check_leftovers
import check_links
import check_log_events
import check_named_tests
import tree


def findings(check, samples):
    """What a check says about a repository that consists of these files."""
    with tempfile.TemporaryDirectory() as root:
        for path, text in samples.items():
            place = Path(root) / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
        return [str(finding) for finding in sorted(set(check.check(root)))]


class Includes(unittest.TestCase):
    HEADERS = {
        "sdk/include/earshot/error.hpp": "",
        "sdk/testkit/include/earshot/testkit/fake_host.hpp": "",
        "sdk/src/utf8.hpp": "",
        "daemon/base/clock.hpp": "",
        "daemon/net/http_client.hpp": "",
        "daemon/text/html.hpp": "",
        "daemon/plugins/services/http.hpp": "",
        "daemon/journal/journal.hpp": "",
        "daemon/intake/poller.hpp": "",
        "daemon/delivery/dispatcher.hpp": "",
        "plugins/x/oauth.hpp": "",
        "tests/support/catch.hpp": "",
    }

    def judged(self, path, target):
        return findings(check_includes, {**self.HEADERS, path: f'#include "{target}"\n'})

    def test_downwards_own_folder_and_sdk_pass(self):
        for path, target in [
            ("daemon/intake/poller.cpp", "journal/journal.hpp"),
            ("daemon/intake/poller.cpp", "intake/poller.hpp"),
            ("daemon/plugins/services/http.cpp", "net/http_client.hpp"),
            ("daemon/base/clock.cpp", "earshot/error.hpp"),
            ("daemon/base/clock_test.cpp", "catch.hpp"),
            ("plugins/x/x.cpp", "x/oauth.hpp"),
            ("plugins/x/oauth_test.cpp", "catch.hpp"),
            ("plugins/x/oauth_test.cpp", "earshot/testkit/fake_host.hpp"),
        ]:
            self.assertEqual(self.judged(path, target), [], path)

    def test_upwards_is_flagged(self):
        self.assertIn("stands below", self.judged("daemon/journal/a.cpp", "intake/poller.hpp")[0])
        self.assertIn("stands below", self.judged("daemon/base/a.cpp", "net/http_client.hpp")[0])

    def test_siblings_are_flagged(self):
        self.assertIn("siblings", self.judged("daemon/intake/a.cpp", "delivery/dispatcher.hpp")[0])
        self.assertIn("siblings", self.judged("daemon/net/a.cpp", "text/html.hpp")[0])

    def test_a_test_obeys_the_same_table(self):
        self.assertTrue(self.judged("daemon/journal/a_test.cpp", "intake/poller.hpp"))

    def test_a_plugin_sees_neither_the_daemon_nor_another_plugin(self):
        self.assertTrue(self.judged("plugins/x/x.cpp", "base/clock.hpp"))
        self.assertTrue(self.judged("plugins/file/file.cpp", "x/oauth.hpp"))

    def test_a_plugin_is_tested_with_the_real_services(self):
        for path in ("plugins/x/oauth_test.cpp", "plugins/x/oauth_fixture.hpp"):
            self.assertEqual(self.judged(path, "plugins/services/http.hpp"), [])

    def test_the_test_kit_is_for_tests(self):
        self.assertTrue(self.judged("plugins/x/x.cpp", "earshot/testkit/fake_host.hpp"))

    def test_the_sdk_knows_nothing_of_the_daemon(self):
        self.assertTrue(self.judged("sdk/src/error.cpp", "base/clock.hpp"))
        self.assertEqual(self.judged("sdk/src/message.cpp", "utf8.hpp"), [])
        self.assertTrue(self.judged("sdk/include/earshot/error.hpp", "utf8.hpp"))

    def test_a_file_that_is_not_there_is_flagged(self):
        self.assertTrue(self.judged("daemon/app/main.cpp", "base/clocks.hpp"))
        self.assertTrue(self.judged("plugins/x/x.cpp", "earshot/errors.hpp"))

    def test_a_commented_include_is_not_one(self):
        sample = '/* #include "app/app.hpp" */\n// #include "app/app.hpp"\n'
        self.assertEqual(findings(check_includes, {"daemon/base/a.cpp": sample}), [])


class Coroutines(unittest.TestCase):
    def judged(self, body):
        sample = "task<void> f(int n) {\n" + body + "\n}\n"
        return findings(check_coroutines, {"daemon/base/a.cpp": sample})

    def test_flagged(self):
        for body, why in [
            ("auto a = n ? co_await g() : other;", "?:"),
            ("co_await g(n > 0 ? text() : other);", "?:"),
            ("co_await g(request{n, 2});", "braced"),
            ("co_await g({.n = n});", "braced"),
            ("co_return result{1, co_await g()};", "braced"),
            ("std::vector<int> all{co_await g(), 2};", "braced"),
            ("if (auto r = co_await g(request{n}); r) return;", "braced"),
            ("co_await run([n] { return n; });", "lambda"),
            ("co_await run([n]() -> task<void> { co_await g(); });", "lambda"),
            ("co_await run([p = std::move(p)]() mutable { use(p); });", "lambda"),
            ("co_await run([&a, n] { return n; });", "lambda"),
            ('if (co_await a() == "x" && co_await b() == "y") h();', "two co_await"),
            ("while (co_await a() || co_await b()) h();", "two co_await"),
            ("co_spawn(loop, g(), asio::detached);", "detached"),
            ("using namespace asio::experimental::awaitable_operators;", "operators"),
            ("auto l = [=]() -> task<void> { co_await g(agg{n}); };", "braced"),
        ]:
            found = self.judged(body)
            self.assertEqual(len(found), 1, (body, found))
            self.assertIn(why, found[0])
            self.assertIn("a.cpp:2:", found[0])

    def test_passed(self):
        for body in [
            "auto a = co_await g();",
            "request r{n, 2};\n    co_await g(std::move(r));",
            "int k = n ? 1 : 2;\n    co_await g(k);",
            "if (n) co_await g();\n    else co_await h();",
            "if (n) {\n co_await g();\n } else {\n co_await h();\n }",
            "for (auto& one : all) co_await g(one);",
            "while (auto next = co_await g()) { use(*next); vector<int> v{1, 2}; }",
            "co_await g(array[n], list[n + 1]);",
            "auto [a, b] = co_await g();",
            "const auto& [a, b] = co_await g();",
            "auto&& a = co_await g();",
            "if (co_await a() && n) h();",
            "co_await run([] { return 1; });",
            "co_await run([this, &n] { return n; });",
            "auto job = [n] { return n; };\n    co_await run(std::move(job));",
            "auto l = [n]() -> task<void> {\n co_await g();\n };",
            'co_await g("a ? b : {c}");',
            "// co_await g({1, 2});\n    co_await g();",
            "switch (n) {\n case 1: {\n co_await g();\n break;\n }\n default: co_await h();\n }",
            "try {\n co_await g();\n } catch (const std::exception& e) {\n fail(e.what());\n }",
            "co_await bell.wait(std::chrono::hours{1});",
            "co_return;",
        ]:
            self.assertEqual(self.judged(body), [], body)

    def test_functions_and_classes_around_a_coroutine_are_not_braced_lists(self):
        sample = """
            namespace a {
            struct b final : c { int n = 1; };
            class d : public e {
            public:
                task<void> f() override { co_await g(); }
                auto h() const -> task<result<int>> { co_return co_await k(); }
                d(int n) : n_{n}, m_(n) { start(); }
            };
            }  // namespace a
        """
        self.assertEqual(findings(check_coroutines, {"daemon/base/a.cpp": sample}), [])


class LogEvents(unittest.TestCase):
    CODE = 'void f() { log_.write(log_level::warning, "intake.throttled", {{"a", b}}); }\n'
    HEAD = "| event | level | meaning | what to do |\n|---|---|---|---|\n"
    ROW = "| `intake.throttled` | warning | the platform asks to wait | nothing |\n"

    def judged(self, code, rows):
        return findings(check_log_events, {
            "daemon/intake/a.cpp": code, "docs/log-events/intake.md": self.HEAD + rows})

    def test_written_and_documented_passes(self):
        self.assertEqual(self.judged(self.CODE, self.ROW), [])

    def test_written_over_two_lines_is_seen(self):
        code = 'log_.write(log_level::info,\n    "intake.started", {});\n' + self.CODE
        self.assertIn("intake.started has no row", self.judged(code, self.ROW)[0])

    def test_a_level_decided_at_run_time_may_be_any_documented(self):
        code = 'log_.write(level_of(n), "intake.throttled", {});\n'
        self.assertEqual(self.judged(code, self.ROW), [])

    def test_without_a_row_is_flagged(self):
        self.assertIn("has no row", self.judged(self.CODE, "")[0])

    def test_a_row_without_an_event_is_flagged(self):
        self.assertIn("no code writes", self.judged("", self.ROW)[0])

    def test_another_level_is_flagged(self):
        self.assertIn("documented at", self.judged(self.CODE, self.ROW.replace("warning", "error"))[0])

    def test_two_rows_and_an_empty_remedy_are_flagged(self):
        found = self.judged(self.CODE, self.ROW + self.ROW.replace("nothing", " "))
        self.assertEqual(len(found), 2, found)

    def test_events_of_tests_need_no_row(self):
        code = 'log.write(log_level::info, "made.up", {});\n'
        self.assertEqual(findings(check_log_events, {"daemon/base/a_test.cpp": code}), [])


class Codes(unittest.TestCase):
    HEAD = "| code | kind | meaning |\n|---|---|---|\n"
    RAISED = 'return fail(error_kind::invalid, "twitter.body", "why");\n'

    def judged(self, code, rows, path="plugins/twitter/a.cpp"):
        return findings(check_log_events, {path: code, "docs/log-events/twitter.md": self.HEAD + rows})

    def test_raised_and_documented_passes_with_a_column_for_the_kind_or_without(self):
        for row in ("| `twitter.body` | invalid | no JSON |\n", "| `twitter.body` | no JSON |\n"):
            self.assertEqual(self.judged(self.RAISED, row), [])

    def test_several_codes_share_a_row(self):
        code = self.RAISED + self.RAISED.replace("body", "post")
        self.assertEqual(self.judged(code, "| `twitter.post`, `twitter.body` | odd |\n"), [])

    def test_without_a_row_is_flagged_where_people_meet_it(self):
        for path in ("plugins/twitter/a.cpp", "sdk/src/a.cpp", "daemon/desk/a.cpp"):
            found = self.judged(self.RAISED, "", path)
            self.assertEqual(len(found), 1, found)
            self.assertIn("the code twitter.body has no row", found[0])

    def test_a_code_in_a_table_of_its_plugin_is_seen(self):
        code = 'constexpr meaning one{"gone", "twitter.gone"};\n'
        self.assertIn("the code twitter.gone", self.judged(code, "")[0])
        self.assertEqual(self.judged(code, "", "plugins/other/a.cpp"), [])

    def test_a_row_for_an_event_is_none_for_a_code(self):
        row = "\n| event | level | meaning | what to do |\n|---|---|---|---|\n"
        row += "| `twitter.body` | warning | odd | nothing |\n"
        self.assertIn("the code twitter.body", self.judged(self.RAISED, row)[0])

    def test_a_code_made_of_a_prefix_and_a_word_may_be_documented(self):
        row = "| `twitter.throttled` | tried again |\n"
        self.assertEqual(self.judged('return made("twitter", "throttled");\n', row), [])

    def test_a_row_that_no_code_raises_is_flagged(self):
        self.assertIn("no code raises twitter.gone", self.judged("", "| `twitter.gone` | odd |\n")[0])

    def test_tests_may_raise_what_they_like(self):
        self.assertEqual(self.judged(self.RAISED, "", "plugins/twitter/a_test.cpp"), [])


class HeavyHeaders(unittest.TestCase):
    def test_four_sources_with_beast_pass_and_a_fifth_does_not(self):
        samples = {f"daemon/net/{n}.cpp": "#include <boost/beast/http.hpp>\n" for n in range(4)}
        self.assertEqual(findings(check_heavy_headers, samples), [])
        samples["daemon/net/4.cpp"] = samples["daemon/net/0.cpp"]
        self.assertEqual(len(findings(check_heavy_headers, samples)), 1)

    def test_a_second_user_of_spdlog_is_flagged(self):
        samples = {f"daemon/base/{n}.cpp": "#include <spdlog/spdlog.h>\n" for n in range(2)}
        self.assertIn("for 1 .cpp", findings(check_heavy_headers, samples)[0])

    def test_tests_have_an_allowance_of_their_own(self):
        samples = {path: "#include <yaml-cpp/yaml.h>\n"
                   for path in ("daemon/base/config_yaml.cpp", "tests/support/script.cpp")}
        self.assertEqual(findings(check_heavy_headers, samples), [])

    def test_a_heavy_header_in_a_header_is_flagged(self):
        samples = {"daemon/base/a.hpp": "#include <yaml-cpp/yaml.h>\n"}
        self.assertIn("in a header", findings(check_heavy_headers, samples)[0])


class Leftovers(unittest.TestCase):
    def test_a_promise_to_do_it_later_is_flagged(self):
        for word in ("TO" "DO", "FIX" "ME"):
            self.assertTrue(findings(check_leftovers, {"sdk/a.cpp": f"// {word}: all of it\n"}))

    def test_finished_files_pass(self):
        self.assertEqual(findings(check_leftovers, {"sdk/a.cpp": "int todo;\n" * 400}), [])

    def test_a_long_file_is_flagged(self):
        self.assertTrue(findings(check_leftovers, {"sdk/a.cpp": "int a;\n" * 401}))
        self.assertEqual(findings(check_leftovers, {"sdk/a_test.cpp": "int a;\n" * 401}), [])
        self.assertTrue(findings(check_leftovers, {"sdk/a_test.cpp": "int a;\n" * 601}))


class Links(unittest.TestCase):
    def judged(self, text):
        return findings(check_links, {
            "README.md": text, "docs/operating.md": "# Operating\n\n## Disk full, and `what` now\n"})

    def test_good_links_pass(self):
        for text in ["[a](docs/operating.md)", "[a](docs/operating.md#disk-full-and-what-now)",
                     "[a](https://example.org/x)", "# Here\n[a](#here)", "`[a](nowhere.md)`",
                     "```\n[a](nowhere.md)\n```\n", "![p](docs/operating.md)", "[a](docs)"]:
            self.assertEqual(self.judged(text), [], text)

    def test_broken_links_are_flagged(self):
        for text in ["[a](docs/nowhere.md)", "[a](docs/operating.md#disk-empty)", "[a](#here)"]:
            self.assertEqual(len(self.judged(text)), 1, text)


class Format(unittest.TestCase):
    STYLE = {".clang-format": "BasedOnStyle: Google\n"}

    @unittest.skipUnless(check_format.shutil.which("clang-format-19"), "no clang-format-19")
    def test_an_untidy_source_is_flagged_and_a_tidy_one_passes(self):
        self.assertEqual(findings(check_format, {**self.STYLE, "a.cpp": "int a = 1;\n"}), [])
        self.assertTrue(findings(check_format, {**self.STYLE, "a.cpp": "int   a=1;\n"}))

    @unittest.skipUnless(check_format.shutil.which("shellcheck"), "no shellcheck")
    def test_a_careless_script_is_flagged_and_a_careful_one_passes(self):
        self.assertEqual(findings(check_format, {"a": '#!/bin/bash\necho "$1"\n'}), [])
        self.assertTrue(findings(check_format, {"a": "#!/bin/bash\necho $1\n"}))


class NamedTests(unittest.TestCase):
    TABLE = {"docs/scenarios.md": "| | |\n|---|---|\n| ST-1 | a |\n| X-10 | b |\n",
             "docs/pains.md": "| | a | b |\n|---|---|---|\n| 1 | c | d |\n| 12 | e | f |\n"}

    def test_a_test_may_name_only_scenarios_that_are_listed(self):
        good = {**self.TABLE, "a_test.cpp": 'TEST_CASE("ST-1: x") {}\nTEST_CASE("UTF-8: y") {}\n',
                "b_test.py": "def test_X_10_y(self): pass\n"}
        self.assertEqual(findings(check_named_tests, good), [])
        bad = {**good, "c_test.cpp": 'TEST_CASE("ST-9: z") {}\n'}
        self.assertEqual(findings(check_named_tests, bad),
                         ["c_test.cpp:1: docs/scenarios.md has no scenario ST-9"])

    def test_a_test_may_name_only_pains_that_are_listed(self):
        good = {**self.TABLE, "a_test.cpp": 'TEST_CASE("PAIN-12: x") {}\n',
                "b_test.py": "def test_PAIN_1_y(self): pass\n"}
        self.assertEqual(findings(check_named_tests, good), [])
        bad = {**good, "c_test.cpp": 'TEST_CASE("PAIN-13: z") {}\n'}
        self.assertEqual(findings(check_named_tests, bad),
                         ["c_test.cpp:1: docs/pains.md has no pain 13"])

    def test_where_there_is_no_document_nothing_is_listed(self):
        self.assertEqual(findings(check_named_tests, {"a_test.cpp": 'TEST_CASE("x") {}\n'}), [])


class Tree(unittest.TestCase):
    def test_comments_and_literals_vanish_and_lines_stay(self):
        code = 'a /* b\n c */ "d // e" R"x(f\n")x" \'{\' 1\'000; // g\n#define h {\ni'
        plain = tree.without_literals(code)
        self.assertEqual(plain.count("\n"), code.count("\n"))
        self.assertEqual(plain.split(), ["a", '""', '""', '""', "1'000;", "i"])


if __name__ == "__main__":
    unittest.main()
