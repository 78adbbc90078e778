// The commands that ask the daemon: arguments in, an answer out, and a view of it.
#include <pwd.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <fstream>
#include <iostream>
#include <iterator>

#include "app/cli/answers.hpp"
#include "app/cli/asking.hpp"
#include "app/cli/commands.hpp"
#include "app/cli/exit_code.hpp"
#include "app/cli/views.hpp"
#include "base/clock.hpp"
#include "text/unicode.hpp"

namespace earshot::app::cli {

namespace json = boost::json;

namespace {

constexpr std::size_t longest_text = 32 << 10;  // bytes of an answer; no platform takes more

result<json::object> arguments_of(const dead_choice& which) {
    json::object out;
    if (!which.destination.empty()) out["destination"] = which.destination;
    if (const auto from = put_moment(out, "from", which.from); !from)
        return std::unexpected(from.error());
    if (const auto to = put_moment(out, "to", which.to); !to) return std::unexpected(to.error());
    if (!which.ids.empty()) out["ids"] = json::array(which.ids.begin(), which.ids.end());
    return out;
}

// Of the person at the keyboard, as far as that can be seen.
std::string login() {
    const char* before_sudo = std::getenv("SUDO_USER");
    if (before_sudo && ::geteuid() == 0) return before_sudo;
    const passwd* known = ::getpwuid(::geteuid());
    return known ? known->pw_name : std::string();
}

result<std::string> read_all(std::istream& in, const std::string& name) {
    if (!in) return fail(error_kind::permanent, "command.file", "cannot read " + name);
    std::string text(longest_text + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    if (text.size() > longest_text)
        return fail(error_kind::invalid, "command.file",
                    name + " is longer than any answer may be");
    while (text.ends_with('\n')) text.pop_back();
    return text;
}

result<std::string> text_as_given(const reply_words& words) {
    if (!words.file.empty()) {
        std::ifstream in(words.file, std::ios::binary);
        return read_all(in, words.file);
    }
    return words.text == "-" ? read_all(std::cin, "standard input") : words.text;
}

result<std::string> text_of_reply(const reply_words& words) {
    auto text = text_as_given(words);
    if (!text || texts::valid_utf8(*text)) return text;
    return fail(error_kind::invalid, "command.text",
                "the answer is not UTF-8, so its letters are not certain; convert it, as by `iconv "
                "-f ISO-8859-1 -t UTF-8`, and give it with --file or --text -");
}

}  // namespace

int status(const invocation& how) { return ask_and_show(how, "status", {}, view_status); }

int outbox(const invocation& how) { return ask_and_show(how, "outbox", {}, view_outbox); }

int reload(const invocation& how) { return ask_and_show(how, "reload", {}, view_reload); }

int messages_tail(const invocation& how, std::int64_t last, bool follow) {
    auto daemon = connect(how);
    if (!daemon) return complain(how, daemon.error(), code_for(daemon.error()));
    if (follow) daemon->wait_forever();
    json::object arguments;
    arguments["last"] = last;
    arguments["follow"] = follow;
    if (!follow) arguments["limit"] = std::max<std::int64_t>(last, 1);
    const auto answer = daemon->ask("messages", arguments, [&](const json::object& item) {
        show(how, item, view_message);
        return how.out.good();
    });
    return answer ? done : complain(how, answer.error(), code_for(answer.error()));
}

int dead_list(const invocation& how, const dead_choice& which, std::int64_t limit) {
    auto arguments = arguments_of(which);
    if (!arguments) return complain(how, arguments.error(), usage);
    (*arguments)["limit"] = limit;
    return ask_and_show(how, "dead_list", *arguments, view_dead_list);
}

int dead_show(const invocation& how, std::int64_t id) {
    json::object arguments;
    arguments["id"] = id;
    return ask_and_show(how, "dead_show", arguments, view_dead);
}

int dead_replay(const invocation& how, const dead_choice& which, bool dry_run) {
    auto arguments = arguments_of(which);
    if (!arguments) return complain(how, arguments.error(), usage);
    if (arguments->empty() && !which.all && !dry_run)
        return complain(how,
                        {error_kind::invalid, "command.selection",
                         "nothing says which dead letters to send again; name IDs, --destination, "
                         "--from or --to, or --all"},
                        usage);
    (*arguments)["dry_run"] = dry_run;
    (*arguments)["all"] = which.all;
    return ask_and_show(how, "dead_replay", *arguments, view_replay);
}

int quarantine(const invocation& how, std::int64_t limit, bool raw) {
    json::object arguments;
    arguments["limit"] = limit;
    arguments["raw"] = raw;
    return ask_and_show(how, "quarantine_list", arguments, view_quarantine);
}

int ledger(const invocation& how, bool verify) {
    const auto answer = ask(how, "ledger", {});
    if (!answer) return complain(how, answer.error(), code_for(answer.error()));
    show(how, *answer, view_ledger);
    return verify && !flag_of(*answer, "closes") ? not_so : done;
}

int ledger_verify(const invocation& how) {
    const auto answer = ask(how, "ledger", {});
    if (!answer) return complain(how, answer.error(), code_for(answer.error()));
    show(how, *answer, view_ledger_audit);
    return flag_of(*answer, "closes") ? done : not_so;
}

int ledger_by_hour(const invocation& how, const hour_choice& which) {
    json::object arguments;
    if (!which.account.empty()) arguments["account"] = which.account;
    for (const auto& [name, text] : {std::pair("from", &which.from), std::pair("to", &which.to)})
        if (const auto good = put_moment(arguments, name, *text); !good)
            return complain(how, good.error(), usage);
    return ask_and_show(how, "ledger_hours", arguments, view_ledger_hours);
}

int accounts(const invocation& how, bool check) {
    const auto answer = ask(how, "accounts", {});
    if (!answer) return complain(how, answer.error(), code_for(answer.error()));
    show(how, *answer, view_accounts);
    return check && flag_of(*answer, "needs_a_person") ? not_so : done;
}

int send_reply(const invocation& how, const reply_words& words) {
    const auto text = text_of_reply(words);
    if (!text) return complain(how, text.error(), usage);
    json::object arguments;
    arguments["message"] = words.message;
    arguments["text"] = *text;
    arguments["login"] = login();
    if (!words.author.empty()) arguments["author"] = words.author;
    if (!words.id.empty()) arguments["id"] = words.id;
    if (!words.expires.empty()) {
        const auto patience = parse_duration(words.expires);
        if (!patience) return complain(how, patience.error(), usage);
        arguments["expires"] = format_rfc3339(base::system_clock().now() + *patience);
    }
    return ask_and_show(how, "reply", arguments, view_reply);
}

}  // namespace earshot::app::cli
