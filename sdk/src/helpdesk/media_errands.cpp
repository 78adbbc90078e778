#include "media_errands.hpp"

#include <algorithm>

#include "fetched_media.hpp"

namespace earshot::helpdesk {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t most_of_an_entry = 8;
constexpr std::size_t longest_address = 2'048;
constexpr int most_at_once = 5;
constexpr duration time_at_once = 10s;
constexpr duration time_of_a_fetch = 20s;
constexpr duration given_up_after = 24h;

// As long again as it has waited so far.
timestamp next_try(const waiting_file& one, timestamp now) {
    constexpr duration shortest = 1min;
    constexpr duration longest = 4h;
    return now + std::clamp<duration>(now - one.since, shortest, longest);
}

bool is_final(error_kind kind) {
    return kind == error_kind::permanent || kind == error_kind::invalid || kind == error_kind::gone;
}

// `https://cdn.example.com`.
std::string host_in(std::string_view url) {
    return std::string(url.substr(0, url.find('/', url.find("://") + 3)));
}

}  // namespace

media_errands::media_errands(host& services, ticket_system& system, case_records& cases)
    : system_(system),
      cases_(cases),
      http_(use<http>(services)),
      clock_(use<clock>(services)),
      log_(use<log>(services)),
      from_(services.configuration().list(media_from.name)),
      waiting_(use<store>(services)) {}

std::vector<std::string> media_errands::addresses_of(
    const std::vector<attachment>& attached) const {
    std::vector<std::string> out;
    for (const attachment& one : attached)
        if (out.size() < most_of_an_entry && one.url.size() <= longest_address &&
            comes_from(one.url, from_))
            out.push_back(one.url);
    return out;
}

task<void> media_errands::keep(std::string case_key, std::vector<attachment> attached) {
    const std::vector<std::string> addresses = addresses_of(attached);
    if (addresses.empty()) co_return;
    const auto ready = co_await waiting_.load();
    for (const std::string& url : addresses) {
        const timestamp now = clock_.now();
        const waiting_file one{case_key, url, now, now};
        result<void> kept = ready;
        if (ready) kept = co_await waiting_.add(one);
        if (!kept) leave_out(one, kept.error());
    }
}

// The next try is written down before this one: whatever ends it in the middle, also the daemon's
// end, leaves the helpdesk time to show what it took.
task<void> media_errands::work_off() {
    const auto ready = co_await waiting_.load();
    if (!ready) co_return;
    const timestamp begun = clock_.now();
    for (int tried = 0; tried < most_at_once && clock_.now() < begun + time_at_once; ++tried) {
        const timestamp now = clock_.now();
        const auto place = waiting_.due(now);
        if (!place) co_return;
        waiting_file one = waiting_.at(*place);
        one.due = next_try(one, now);
        const auto noted = co_await waiting_.change(*place, one);
        if (!noted) co_return;
        const auto done = co_await bring(one);
        if (!done && !is_final(done.error().kind) && now < one.since + given_up_after) continue;
        if (!done) leave_out(one, done.error());
        // Where this is not written, it is looked for again after a restart, and found.
        (void)co_await waiting_.remove(*place);
    }
}

task<result<void>> media_errands::bring(waiting_file one) {
    const auto held = co_await cases_.read(one.case_key);
    if (!held) co_return std::unexpected(held.error());
    const ticket to = held->at;
    if (to.id.empty())
        co_return fail(error_kind::transient, "helpdesk.no_ticket", "its case has no ticket");
    const auto known = co_await system_.find_note(to, key_of_media(one.url));
    if (!known) co_return std::unexpected(known.error());
    if (*known) co_return result<void>{};

    http_request ask("GET", one.url);
    ask.timeout = time_of_a_fetch;
    const auto answer = co_await http_.send(std::move(ask));
    if (!answer) co_return std::unexpected(answer.error());
    auto file = media_in(*answer, one.url);
    if (!file) co_return std::unexpected(file.error());
    const auto made = co_await system_.attach(to, std::move(*file));
    if (!made) co_return std::unexpected(made.error());
    co_return result<void>{};
}

void media_errands::leave_out(const waiting_file& one, const error& why) {
    log_.write(log_level::warning, "helpdesk.media_left_out",
               {{"case", one.case_key}, {"from", host_in(one.url)}, {"why", to_string(why)}});
}

}  // namespace earshot::helpdesk
