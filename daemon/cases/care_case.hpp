// A case: one customer, one conversation, its public and its private leg, from the first word to
// the last answer. A value; the clock in it is the platform's.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "cases/keys.hpp"
#include "earshot/understanding.hpp"

namespace earshot::cases {

inline constexpr std::size_t max_words = 32;
inline constexpr std::size_t max_answers = 32;
inline constexpr std::size_t max_judgements = 16;
inline constexpr std::size_t max_threads = 8;
inline constexpr std::size_t max_absorbed = 16;
inline constexpr std::size_t max_links = 4;
inline constexpr std::size_t max_levels = 64;

// What an operator sets. A duration of zero: never.
struct options {
    duration join_window{std::chrono::hours{24}};      // a message in private joins a public case
    duration close_after{std::chrono::hours{168}};     // an answered case counts as closed
    duration reopen_within{std::chrono::hours{720}};   // later words open a new case
    duration question_window{std::chrono::hours{24}};  // cases of one human: one question
    std::vector<std::int64_t> reach_levels;            // of reach, ascending
};

// What the customer said and has not taken back.
struct word {
    std::string object;
    sequence seq = 0;
    timestamp at;
    bool is_public = true;
    std::string message_class;  // empty: that of the case
    urgency urgent = urgency::normal;
    std::string link;
    timestamp heard;      // when it came to us; the epoch: not known
    sequence edited = 0;  // by this entry, at last; 0: it was not

    bool operator==(const word&) const = default;
};

// What we published and have not taken back. It answers what was said before `at` and had come
// before `seen`: an agent cannot have answered a post that was still on its way.
struct answer {
    static constexpr sequence saw_all = std::numeric_limits<sequence>::max();  // on the platform

    std::string object;
    timestamp at;
    sequence seen = saw_all;
    std::string by;

    bool operator==(const answer&) const = default;
};

struct judgement {
    sequence seq = 0;
    std::string message_class;
    urgency urgent = urgency::normal;

    bool operator==(const judgement&) const = default;
};

// Another case with the same question by the same human being, elsewhere.
struct question_link {
    std::string other;                          // the case
    std::string person;                         // the key of whom it belongs to
    std::optional<timestamp> unanswered_since;  // there
    bool answered = false;                      // there

    bool operator==(const question_link&) const = default;
};

struct care_case {
    std::string id;
    std::string person;  // key
    std::string platform;
    std::string account;
    std::string thread;                // the conversation's id, or the object id of its beginning
    std::string root;                  // the object id of the message that opened it
    std::vector<std::string> threads;  // keys by which it is found
    std::string former;                // the closed case that it continues
    std::string merged_into;           // it turned out to be part of this one: nothing else counts
    std::vector<std::string> absorbed;

    timestamp opened;
    std::optional<timestamp> last_word;
    std::optional<timestamp> last_answer;
    std::optional<timestamp> unanswered_since;  // the oldest word without an answer
    std::optional<timestamp> closed_at;         // by a human
    std::string closed_by;
    timestamp turned;    // when somebody closed or opened it last, here or at a helpdesk
    timestamp assigned;  // when a helpdesk said last whose it is
    sequence lost = 0;   // the entry that tells of an answer lost since the last that went out
    bool public_leg = false;
    bool private_leg = false;
    bool withdrawn = false;               // the customer took back every word
    bool other_account_answered = false;  // another account of the brand spoke to the customer

    std::string message_class;  // of the most urgent word so far
    urgency urgent = urgency::low;
    std::vector<judgement> judgements;  // how it came to that
    std::string language;
    std::optional<int> stars;
    std::string title;
    std::string owner;  // who answered last

    std::int64_t messages = 0;  // from the customer
    std::int64_t live = 0;      // of these not taken back
    std::int64_t reopened = 0;
    std::int64_t followers = 0;
    std::int64_t under_way = 0;         // answers that are approved, and neither out nor lost
    std::int64_t spread = 0;            // shares, with the sharers' followers, and others' replies
    std::vector<std::int64_t> reached;  // escalation levels

    std::vector<word> words;      // by time, then sequence
    std::vector<answer> answers;  // by time
    std::vector<question_link> links;

    bool operator==(const care_case&) const = default;
};

enum class case_state : std::uint8_t { open, answered, closed };

// An answered case is closed once nobody has said anything for `close_after`; one with an
// unanswered word never is, but by a human.
case_state state_at(const care_case& of, timestamp now, const options& set);

// By which destinations know it: see `understanding`.
std::string name_of(const care_case& of);

// Of the last word or answer.
timestamp last_activity(const care_case& of);

bool is_answered(const care_case& of, const word& said);

// Whether somebody at a helpdesk can have known the word by then, which is told to the second. The
// epoch: it is not known when, so yes.
bool was_there(const word& said, timestamp by);

// How many people may have seen it.
std::int64_t reach_of(const care_case& of);

// Keep the sums of a case true: they set every member that follows from words and answers.
void add_word(care_case& to, word said);
void add_answer(care_case& to, answer given);
void replace_word(care_case& in, const word& said);            // same object, same time
bool remove_word(care_case& from, std::string_view object);    // false: not there
bool remove_answer(care_case& from, std::string_view object);  // false: not there
void recount(care_case& of);

std::string_view to_string(case_state state) noexcept;

}  // namespace earshot::cases
