#include "x/x.hpp"

#include "earshot/http_problem.hpp"
#include "x/conduct.hpp"
#include "x/examination.hpp"
#include "x/problem.hpp"
#include "x/publish.hpp"
#include "x/subscriber.hpp"
#include "x/webhook_events.hpp"
#include "x/weighted_length.hpp"

namespace earshot::x {

namespace {

constexpr int most_held = 5;       // pages of a source that a poll keeps in memory
constexpr int most_own_pages = 8;  // of 100: more than X lets an account post in half an hour

// X did answer, but with more than the host reads.
bool unread(const error& why) { return why.code == "http.too_large"; }

// Of a request that writes: where X's answer cannot be read, it may have done what it was asked.
error for_writing(error why) {
    if (unread(why)) why.kind = error_kind::conflict;
    return why;
}

std::string tried(source from) { return "GET " + std::string(to_string(from)); }

}  // namespace

connector::connector(host& services)
    : account_(read_account(services)),
      http_(use<http>(services)),
      secrets_(use<secrets>(services)),
      clock_(use<clock>(services)),
      log_(use<log>(services)),
      metrics_(use<metrics>(services)),
      text_(use<text>(services)),
      grant_(static_cast<oauth_grant*>(services.service(oauth_grant::id))),
      authorization_(account_, services) {}

task<result<http_response>> connector::call(http_request request, access need) {
    auto ready = co_await authorization_.sign(std::move(request), need);
    if (!ready) co_return std::unexpected(ready.error());
    const http_request sent = *ready;
    auto answer = co_await http_.send(std::move(*ready));
    if (!answer && need == access::write) co_return std::unexpected(for_writing(answer.error()));
    if (answer && answer->status == 401) authorization_.refused(sent, need);
    co_return answer;
}

error connector::error_of_answer(const http_response& answer, std::string_view tried) const {
    return error_of(answer, tried, clock_.now());
}

// --- polling ------------------------------------------------------------------------------------

task<result<poll_result>> connector::poll(poll_request request) {
    auto at = read_cursor(request.cursor);
    if (!at) co_return std::unexpected(at.error());
    std::vector<source> sources;
    if (account_.mentions) sources.push_back(source::mentions);
    if (!account_.search_query.empty()) sources.push_back(source::search);
    poll_result made;
    if (sources.empty()) {
        made.cursor = write_cursor(*at);
        made.finished = true;  // all of it comes by webhook
        co_return made;
    }
    const int count = request.max_messages / static_cast<int>(sources.size());

    std::optional<error> first_problem;
    std::size_t failed = 0;
    for (const source from : sources) {
        auto taken = co_await poll_source(from, at->at(from), count);
        note_outcome(from, taken ? nullptr : &taken.error());
        if (!taken) {
            ++failed;
            if (!first_problem) first_problem = taken.error();
            continue;
        }
        made.more = made.more || taken->more;
        at->at(from) = std::move(taken->position);
        std::ranges::move(taken->items.messages, std::back_inserter(made.items.messages));
        std::ranges::move(taken->items.rejects, std::back_inserter(made.items.rejects));
        std::ranges::move(taken->items.gaps, std::back_inserter(made.items.gaps));
    }
    if (failed == sources.size()) co_return std::unexpected(*first_problem);
    if (failed > 0) made.more = false;  // the one that fails is not asked again at once
    put_in_order(made.items);
    made.cursor = write_cursor(*at);
    co_return made;
}

task<result<connector::step>> connector::poll_source(source from, source_position at, int count) {
    at = prepared(from, std::move(at), account_, clock_.now());
    page all;
    int pages = 0;
    do {
        auto one = co_await read_one(from, at, all.next, count);
        // How far down it came is kept in the cursor; the next poll meets the error.
        if (!one && pages > 0) break;
        if (!one) co_return std::unexpected(one.error());
        append(all, std::move(*one));
    } while (++pages < most_held && !complete(at, all));
    step made;
    made.position = advanced(at, all);
    made.more = more_after(at, all);
    if (!complete(at, all)) co_return made;  // told later, after what is older
    made.items = std::move(all.items);
    if (const auto missed = given_up(at, all)) made.items.gaps.push_back(*missed);
    co_return made;
}

task<result<page>> connector::read_one(source from, source_position at, std::string token,
                                       int count) {
    http_request asked = page_request(from, at, account_, token, count);
    const auto answer = co_await call(std::move(asked), access::read);
    if (!answer) co_return std::unexpected(answer.error());
    if (!success(*answer)) co_return std::unexpected(error_of_answer(*answer, tried(from)));
    auto read = read_page(answer->body, account_);
    if (!read) co_return std::unexpected(read.error());
    if (read->left_out > 0) metrics_.add("objects_left_out", read->left_out);
    metrics_.add(
        std::string("posts_read_").append(to_string(from)),
        static_cast<std::int64_t>(read->items.messages.size() + read->items.rejects.size()));
    co_return std::move(*read);
}

void connector::note_outcome(source from, const error* problem) {
    const std::string code = problem ? problem->code : std::string();
    std::string& known = failing_[from];
    if (code == known) return;
    known = code;
    if (problem)
        log_.write(log_level::warning, "x.source_failed",
                   {{"source", std::string(to_string(from))},
                    {"code", problem->code},
                    {"detail", problem->detail}});
    else
        log_.write(log_level::info, "x.source_recovered",
                   {{"source", std::string(to_string(from))}});
}

// --- webhooks -----------------------------------------------------------------------------------

std::vector<webhook_route> connector::routes() {
    if (!account_.webhooks) return {};
    return {webhook_route{webhook_route_name, webhook_signature()}};
}

result<webhook_answer> connector::challenge(const webhook_request& request) {
    const auto secret = secrets_.read("consumer_secret");
    if (!secret) return std::unexpected(secret.error());
    return answer_challenge(request.query, *secret);
}

result<batch> connector::accept(const webhook_request& request) {
    auto read = read_events(request.body, account_, request.received);
    if (!read) return std::unexpected(read.error());
    count_ignored(read->ignored);
    return std::move(read->items);
}

void connector::count_ignored(const std::map<std::string, int>& ignored) {
    for (const auto& [kind, count] : ignored) {
        metrics_.add("events_ignored", count);
        if (kind == other_account)
            log_.write(log_level::warning, "x.events_of_other_account",
                       {{"count", std::to_string(count)}});
        else
            log_.write(log_level::debug, "x.events_ignored",
                       {{"kind", kind}, {"count", std::to_string(count)}});
    }
}

// --- credentials --------------------------------------------------------------------------------

// A token that was refused the first time has been renewed by the second.
task<result<credential_status>> connector::examine() {
    auto answer = co_await call(question_of(account_), access::write);
    if (answer && answer->status == 401 && account_.auth == auth_method::oauth2)
        answer = co_await call(question_of(account_), access::write);
    if (!answer) co_return without_an_answer(answer.error());
    co_return what_it_says(*answer, account_, grant_ ? grant_->scope() : std::string(),
                           clock_.now());
}

// --- subscriptions ------------------------------------------------------------------------------

task<result<void>> connector::mend_subscriptions() {
    if (account_.subscribe == subscribing::no) co_return result<void>();
    const auto ask = [this](http_request request, access need) {
        return call(std::move(request), need);
    };
    subscriber one(account_, clock_, log_, ask);
    co_return co_await one.mend();
}

// --- publishing ---------------------------------------------------------------------------------

publish_limits connector::limits() {
    publish_limits made;
    made.max_length = account_.max_length;
    made.repeat = repeat_safety::reconcile;
    made.only_if_addressed = only_if_addressed(account_.plan, clock_.now());
    return made;
}

result<int> connector::length(const std::string& text) { return weighted_length(text, text_); }

task<result<receipt>> connector::publish(publish_request request) {
    if (const auto fit = check_answer(request, account_, text_); !fit)
        co_return std::unexpected(fit.error());
    http_request posting = post_request(request, account_);
    const auto answer = co_await call(std::move(posting), access::write);
    if (!answer) co_return std::unexpected(answer.error());
    if (!success(*answer)) co_return std::unexpected(error_of_answer(*answer, "POST /2/tweets"));
    co_return read_posted(answer->body, account_);
}

task<result<std::optional<receipt>>> connector::reconcile(publish_request request) {
    own_posts seen;
    for (int page = 0; page < most_own_pages; ++page) {
        auto read = co_await look_for_posted(request, std::move(seen));
        if (!read) co_return std::unexpected(read.error());
        seen = std::move(*read);
        if (seen.found || seen.next.empty() || seen.reached_first_attempt) break;
    }
    co_return conclusion(seen);
}

task<result<own_posts>> connector::look_for_posted(publish_request request, own_posts before) {
    http_request asked = own_posts_request(request, account_, before.next);
    const auto answer = co_await call(std::move(asked), access::read);
    if (!answer && unread(answer.error())) co_return not_certain(answer.error().detail);
    if (!answer) co_return std::unexpected(answer.error());
    if (!success(*answer))
        co_return std::unexpected(error_of_answer(*answer, "GET /2/users/:id/tweets"));
    auto read = find_posted(answer->body, request, account_, text_);
    if (read && read->doubt.empty()) read->doubt = std::move(before.doubt);
    co_return read;
}

}  // namespace earshot::x
