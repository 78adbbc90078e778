// `earshot simulate`: what would have been decided about a part of the journal, by these rules or
// others. Reads the journal beside the daemon, and changes and sends nothing.
#include <boost/json.hpp>
#include <iostream>
#include <map>
#include <utility>

#include "app/cli/answers.hpp"
#include "app/cli/commands.hpp"
#include "app/cli/difference.hpp"
#include "app/cli/exit_code.hpp"
#include "app/cli/local_time.hpp"
#include "app/cli/visible.hpp"
#include "app/load_configuration.hpp"
#include "app/policy.hpp"
#include "base/clock.hpp"
#include "desk/replay.hpp"
#include "journal/log_file.hpp"

namespace earshot::app::cli {

namespace json = boost::json;

namespace {

constexpr int page = 1'000;

struct span {
    timestamp from;
    timestamp to = timestamp::max();
};

result<timestamp> moment_of(const std::string& text, timestamp fallback) {
    if (text.empty()) return fallback;
    return parse_moment(text, base::system_clock().now());
}

result<span> span_of(const simulation_words& words) {
    const auto from = moment_of(words.from, timestamp{});
    if (!from) return std::unexpected(from.error());
    const auto to = moment_of(words.to, timestamp::max());
    if (!to) return std::unexpected(to.error());
    if (*from >= *to)
        return fail(error_kind::invalid, "command.span",
                    "--from is not before --to: nothing lies in between");
    return span{*from, *to};
}

result<desk::policy> policy_for(const simulation_words& words, const std::string& file,
                                std::filesystem::path& journal) {
    auto written = load_daemon_part(file);
    if (!written) return std::unexpected(written.error());
    journal = written->state_directory / "journal.db";
    if (!words.rules.empty()) written->rules = words.rules;
    base::config_problems problems;
    desk::knowledge known = load_knowledge(*written, problems);
    if (!problems.empty()) return fail(error_kind::invalid, "command.rules", problems.text());
    return policy_of(*written, std::move(known));
}

// Prints what is decided, one line a message, and counts.
class report {
public:
    report(const invocation& how, journal::log_file& log) : how_(how), log_(log) {}

    result<void> add(const journal::entry& about, const journal::decisions& made) {
        if (made.understandings.empty()) return {};
        const understanding& now = made.understandings.front().what;
        ++messages_;
        ++classes_[now.message_class.empty() ? "none" : now.message_class];
        ++languages_[now.language.tag.empty() ? "unknown" : now.language.tag];
        ignored_ += !now.ignored_by.empty();
        return how_.look.json ? print_whole(about, now, made) : print_difference(about, now);
    }

    void end() {
        if (how_.look.json) return;
        how_.out << messages_ << (messages_ == 1 ? " message, " : " messages, ") << changed_
                 << " decided otherwise than then, " << ignored_ << " ignored\n";
        print_counts("by class", classes_);
        print_counts("by language", languages_);
        how_.out << std::flush;
    }

private:
    result<void> print_whole(const journal::entry& about, const understanding& now,
                             const journal::decisions& made) {
        json::array destinations;
        for (const journal::enqueue& one : made.enqueued)
            destinations.emplace_back(one.destination);
        json::object out;
        out["seq"] = about.seq;
        out["understanding"] = json::parse(to_json(now));
        out["destinations"] = std::move(destinations);
        how_.out << json_line(out);
        return {};
    }

    result<void> print_difference(const journal::entry& about, const understanding& now) {
        const auto then = log_.understanding_of(about.seq);
        if (!then) return std::unexpected(then.error());
        const std::string line = difference(then->value_or(understanding()), now);
        if (line.empty()) return {};
        ++changed_;
        const auto item = message_from_json(about.body);
        how_.out << (item ? visible(name_of(*item)) : std::to_string(about.seq)) << "  "
                 << visible(line) << "\n";
        return {};
    }

    void print_counts(const char* title, const std::map<std::string, std::int64_t>& counts) {
        how_.out << title << ":";
        const char* before = " ";
        for (const auto& [name, count] : counts)
            how_.out << std::exchange(before, ", ") << visible(name) << " " << count;
        how_.out << "\n";
    }

    const invocation& how_;
    journal::log_file& log_;
    std::int64_t messages_ = 0;
    std::int64_t changed_ = 0;
    std::int64_t ignored_ = 0;
    std::map<std::string, std::int64_t> classes_;
    std::map<std::string, std::int64_t> languages_;
};

// From the beginning on, whatever is asked for: a case or a correction of long ago still counts.
// Times are those of the clock on the wall, which may step back: entries are passed over, not the
// rest.
result<void> run(journal::log_file& log, const desk::policy& rules, const span& wanted,
                 report& into) {
    journal::sequence position = 0;
    desk::replay again(rules);
    for (;;) {
        const auto entries = log.read(position, page);
        if (!entries) return std::unexpected(entries.error());
        if (entries->empty()) return {};
        for (const journal::entry& next : *entries) {
            position = next.seq;
            const auto made = again.decide(next);
            if (!made || next.at < wanted.from || next.at >= wanted.to) continue;
            if (const auto printed = into.add(next, *made); !printed) return printed;
        }
    }
}

}  // namespace

int simulate(const invocation& how, const simulation_words& words) {
    const auto wanted = span_of(words);
    if (!wanted) return complain(how, wanted.error(), usage);
    std::filesystem::path path;
    const auto rules =
        policy_for(words, how.config.empty() ? default_configuration_file : how.config, path);
    if (!rules) return complain(how, rules.error(), usage);
    const auto log = journal::open_log_file(path);
    if (!log) return complain(how, log.error(), usage);
    report into(how, **log);
    const auto done_all = run(**log, *rules, *wanted, into);
    if (!done_all) return complain(how, done_all.error(), refused);
    into.end();
    return done;
}

}  // namespace earshot::app::cli
