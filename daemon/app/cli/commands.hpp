// What each word after `earshot` does. Returns the exit code; writes to the streams it is given.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "app/cli/style.hpp"
#include "earshot/error.hpp"

namespace earshot {
struct message;
}
namespace earshot::rules {
class rule_set;
}

namespace earshot::app::cli {

// Shared by all commands.
struct invocation {
    std::string socket;  // empty: as the configuration says
    std::string config;  // empty: the usual place
    style look;
    std::ostream& out;
    std::ostream& err;
};

struct dead_choice {
    std::vector<std::int64_t> ids;
    std::string destination;
    std::string from;
    std::string to;
    bool all = false;
};

// --- without a daemon ---

int check(const invocation& how, const std::string& file);
int plugin_list(const invocation& how, const std::string& directory);
int plugin_check(const invocation& how, const std::string& file);
int plugin_show(const invocation& how, const std::string& directory, const std::string& id);

struct simulation_words {
    std::string from;   // RFC 3339, or a duration before now; empty: the beginning
    std::string to;     // empty: the end
    std::string rules;  // a file or a folder; empty: the configuration's
};
int simulate(const invocation& how, const simulation_words& words);

// A message that nobody wrote, to try rules on.
struct rules_words {
    std::string path;  // of the rules
    std::string text;
    std::string language;
    std::string platform;
    std::string account;
    std::string kind = "post";
    std::string handle;
    std::string created;  // RFC 3339
    std::optional<std::int64_t> followers;
    std::optional<int> stars;
    std::vector<std::string> attachments;
    bool addressed = false;
    bool verified = false;
};
// What is named, or the folder that the configuration names. Errors: invalid, where neither does.
result<std::string> rules_path(const invocation& how, const std::string& named);

int rules_test(const invocation& how, const std::string& path);
int rules_explain(const invocation& how, const rules_words& words);

// Every rule and why, for a message from anywhere.
int print_explanation(const invocation& how, const rules::rule_set& by, const message& item,
                      std::string_view language);

// --- through the daemon ---

int status(const invocation& how);
int messages_tail(const invocation& how, std::int64_t last, bool follow);
int outbox(const invocation& how);
int dead_list(const invocation& how, const dead_choice& which, std::int64_t limit);
int dead_show(const invocation& how, std::int64_t id);
int dead_replay(const invocation& how, const dead_choice& which, bool dry_run);
int quarantine(const invocation& how, std::int64_t limit, bool raw);
int ledger(const invocation& how, bool verify);
int ledger_verify(const invocation& how);  // says only what does not hold

struct hour_choice {
    std::string account;
    std::string from;  // RFC 3339, or a duration before now
    std::string to;
};
int ledger_by_hour(const invocation& how, const hour_choice& which);
int accounts(const invocation& how, bool check);
int reload(const invocation& how);

struct reply_words {
    std::string message;
    std::string text;    // `-`: standard input
    std::string file;    // instead of `text`
    std::string author;  // by whose name it is signed
    std::string id;
    std::string expires;  // a duration from now
};
int send_reply(const invocation& how, const reply_words& words);

struct case_choice {
    std::string message_class;
    std::string platform;
    std::string account;
    std::string language;
    bool public_only = false;
};
int message_show(const invocation& how, const std::string& message);
int cases_unanswered(const invocation& how, const case_choice& which, std::int64_t limit);
int cases_load(const invocation& how, const std::string& from, const std::string& to);
int case_show(const invocation& how, const std::string& id);
int person_show(const invocation& how, const std::string& person);
int people_suggested(const invocation& how, std::int64_t limit);

// What a person decides by hand, as desk/human_act.hpp has it.
struct act_words {
    std::string act;
    std::string subject;
    std::string value;
};
int act(const invocation& how, const act_words& words);

struct shadow_words {
    std::string rules;       // a file or a folder
    std::int64_t last = 0;   // messages that have come already
    std::int64_t count = 0;  // of messages, 0: no bound
};
int rules_shadow(const invocation& how, const shadow_words& words);

// Why a stored message was understood as it was, rule by rule.
int rules_explain_stored(const invocation& how, const std::string& message,
                         const std::string& rules);

// Says an error as everywhere: for people, or as one JSON object. Returns `code`.
int complain(const invocation& how, const error& what, int code);

}  // namespace earshot::app::cli
