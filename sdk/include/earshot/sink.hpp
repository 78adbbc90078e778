// What a plugin for a destination can do: a helpdesk, a file, another program.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "earshot/batch.hpp"
#include "earshot/message.hpp"
#include "earshot/reply.hpp"
#include "earshot/task.hpp"
#include "earshot/understanding.hpp"

namespace earshot {

struct sink_item {
    std::string key;  // the same for every attempt, unique for the destination: its idempotency key
    message item;
    bool repeated = false;  // an earlier attempt may have arrived, in this or an earlier run
    understanding understood = {};
};

// How much a destination takes at a time, and what.
struct sink_capacity {
    int batch = 1;            // items in one call
    int concurrency = 16;     // calls at a time; 1 for what is written in order
    bool cases_only = false;  // a helpdesk: what belongs to no case is not for it
};

class sink {
public:
    static constexpr std::string_view id = "earshot.sink/1";
    virtual ~sink() = default;

    virtual sink_capacity capacity() { return {}; }

    // Outcome by item, in order, as many as there were items. An outcome with a receipt is final,
    // so it is given only for what the destination has made durable. Within a conversation items
    // come in order, and the next call for it only after this one; where an item fails, those after
    // it in the same conversation must fail as well. Errors by item: all.
    virtual task<std::vector<result<receipt>>> deliver(std::vector<sink_item> items) = 0;
};

// --- enclosures ----------------------------------------------------------------------------------

// Offered beside `sink` by a helpdesk whose agents may put pictures into an answer.
class enclosures {
public:
    static constexpr std::string_view id = "earshot.enclosures/1";
    virtual ~enclosures() = default;

    // The bytes of a picture that a reply of this instance named. It is asked when the answer goes
    // out, and again when that has to be repeated. Errors: all; `gone` where it is not there any
    // more.
    virtual task<result<std::string>> fetch_picture(std::string id) = 0;
};

// --- notices -------------------------------------------------------------------------------------

struct answer_published {
    reply answer;   // as it was sent: under which message, signed
    receipt proof;  // the platform's id
};

// Nothing was published, and nobody will try again: a person must look.
struct answer_refused {
    reply answer;
    std::string code;
    std::string detail;  // for the agent: what to do
};

struct gap_found {
    std::string platform;
    std::string account;
    gap missed;
};

std::string to_json(const gap_found& item);

// Errors: invalid.
result<gap_found> gap_found_from_json(std::string_view json);

// What people at a destination want to know besides what customers say.
struct notice {
    std::string key;       // as of a sink_item
    std::string case_key;  // empty: it concerns no case
    std::variant<answer_published, answer_refused, gap_found> what;
    bool repeated = false;  // as of a sink_item
};

// Version 1 of the JSON form, without the key: `what` is `answer_published`, `answer_refused` or
// `gap_found`; `case`; `answer` with `receipt`, or with `code` and `detail`; or `platform`,
// `account`, `from`, `to` and `reason`.
std::string to_json(const notice& item);

// Offered beside `sink` by a destination that can show notices. In order with the messages of the
// same case.
class notices {
public:
    static constexpr std::string_view id = "earshot.notices/1";
    virtual ~notices() = default;

    // Outcomes as of sink::deliver.
    virtual task<std::vector<result<receipt>>> inform(std::vector<notice> items) = 0;
};

}  // namespace earshot
