#include "delivery/notice_reader.hpp"

#include <boost/json.hpp>

#include "earshot/object_view.hpp"

namespace earshot::delivery {

namespace {

namespace json = boost::json;

// What a `published` or `refused` entry says.
struct outcome_entry {
    journal::sequence about = 0;
    receipt proof;
    std::string code;
    std::string detail;
    std::string answer;  // JSON of the reply as it was to be published; empty: as it came
};

result<outcome_entry> read_outcome(const journal::entry& from) {
    json::error_code problem;
    const json::value parsed = json::parse(from.body, problem);
    const json::object* body = problem ? nullptr : parsed.if_object();
    const json::value* about = body ? body->if_contains("about") : nullptr;
    if (!about || !about->is_int64())
        return fail(error_kind::invalid, "delivery.entry",
                    "entry " + std::to_string(from.seq) + " does not say which answer it is about");
    const object_view said(*body);
    outcome_entry out{about->get_int64(),
                      {said.text("id"), said.text("url")},
                      said.text("code"),
                      said.text("detail"),
                      {}};
    if (const json::value* answer = body->if_contains("answer"))
        out.answer = json::serialize(*answer);
    return out;
}

}  // namespace

task<result<notice>> notice_reader::read(journal::outbox_item item) {
    if (item.about.kind != journal::entry_kind::gap)
        co_return co_await read_answer(std::move(item));
    auto found = gap_found_from_json(item.about.body);
    if (!found) co_return std::unexpected(found.error());
    co_return notice{item.key, {}, std::move(*found), item.attempts > 0};
}

task<result<notice>> notice_reader::read_answer(journal::outbox_item item) {
    auto said = read_outcome(item.about);
    if (!said) co_return std::unexpected(said.error());
    auto came = co_await answer_as_it_came(said->about);
    if (!came) co_return std::unexpected(came.error());
    auto key = co_await case_key_of(*came, item.about.seq);
    if (!key) co_return std::unexpected(key.error());
    reply sent = said->answer.empty() ? *came : reply_from_json(said->answer).value_or(*came);
    notice out{item.key, std::move(*key), {}, item.attempts > 0};
    if (item.about.kind == journal::entry_kind::published)
        out.what = answer_published{std::move(sent), std::move(said->proof)};
    else
        out.what = answer_refused{std::move(sent), std::move(said->code), std::move(said->detail)};
    co_return out;
}

task<result<reply>> notice_reader::answer_as_it_came(journal::sequence seq) {
    const auto found = co_await journal_.read(seq - 1, 1);
    if (!found) co_return std::unexpected(found.error());
    const bool there = !found->empty() && found->front().seq == seq &&
                       found->front().kind == journal::entry_kind::reply;
    if (!there)
        co_return fail(error_kind::invalid, "delivery.entry",
                       "entry " + std::to_string(seq) + " is not an answer");
    co_return reply_from_json(found->front().body);
}

// Empty: the answer belongs to no case. An edit that the desk has not come to yet says nothing of
// it.
task<result<std::string>> notice_reader::case_key_of(reply answer, journal::sequence decided) {
    const auto found =
        co_await journal_.find_message(answer.platform, answer.account, answer.object_id);
    if (!found && found.error().kind == error_kind::gone) co_return std::string();
    if (!found) co_return std::unexpected(found.error());
    const auto known = co_await journal_.understanding_of(found->seq);
    const bool unknown = !known && known.error().kind == error_kind::gone;
    if (unknown && found->seq > decided)
        co_return fail(error_kind::transient, "delivery.not_understood_yet",
                       "the message was edited just now; the ticket is told in a moment");
    if (unknown) co_return std::string();
    if (!known) co_return std::unexpected(known.error());
    co_return known->case_key;
}

}  // namespace earshot::delivery
