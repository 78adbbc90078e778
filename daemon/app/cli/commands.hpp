// What each word after `earshot` does. Returns the exit code; writes to the streams it is given.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "app/cli/style.hpp"
#include "earshot/error.hpp"

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

// --- through the daemon ---

int status(const invocation& how);
int messages_tail(const invocation& how, std::int64_t last, bool follow);
int outbox(const invocation& how);
int dead_list(const invocation& how, const dead_choice& which, std::int64_t limit);
int dead_show(const invocation& how, std::int64_t id);
int dead_replay(const invocation& how, const dead_choice& which, bool dry_run);
int quarantine(const invocation& how, std::int64_t limit, bool raw);
int ledger(const invocation& how, bool verify);
int reload(const invocation& how);

struct reply_words {
    std::string message;
    std::string text;  // `-`: standard input
    std::string file;  // instead of `text`
    std::string id;
    std::string expires;  // a duration from now
};
int send_reply(const invocation& how, const reply_words& words);

// Says an error as everywhere: for people, or as one JSON object. Returns `code`.
int complain(const invocation& how, const error& what, int code);

}  // namespace earshot::app::cli
