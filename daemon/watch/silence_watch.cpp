#include "watch/silence_watch.hpp"

#include <cmath>

namespace earshot::watch {

namespace {

// What the platform kept meanwhile may be on its way.
constexpr duration time_to_catch_up = std::chrono::minutes{15};

// `2h 10m` says enough: no seconds after the first minutes.
std::string length_of(duration length) {
    using namespace std::chrono;
    return format_duration(length < hours{1} ? duration{floor<seconds>(length)}
                                             : duration{floor<minutes>(length)});
}

std::string rounded(double number) { return std::to_string(std::llround(number)); }

}  // namespace

void silence_watch::seen(const journal::account_activity& what) {
    contacted(what.last_received);
    last_message_ = std::max(last_message_, what.last_stored);
}

timestamp silence_watch::out_of_contact_since() const { return std::max(started_, last_contact_); }

// Where nothing is caught up, nothing could be heard while the daemon was away.
timestamp silence_watch::silent_since() const {
    return limits_.catches_up ? last_message_ : std::max(started_, last_message_);
}

bool silence_watch::out_of_contact(timestamp now) const {
    return limits_.contact > duration{0} && now - out_of_contact_since() > limits_.contact;
}

bool silence_watch::silent(timestamp now) const {
    if (!limits_.volume || last_message_ == timestamp{}) return false;
    return now - started_ >= time_to_catch_up && too_silent(usual_, silent_since(), now);
}

void silence_watch::observe(timestamp now) {
    say_contact(contact_alarm_.observe(out_of_contact(now), now), now);
    say_silence(silence_alarm_.observe(silent(now), now), now);
}

void silence_watch::say_contact(alarm_step step, timestamp now) {
    if (step == alarm_step::ends)
        log_.write(log_level::info, "watch.contact_again", {{"account", account_}});
    if (step == alarm_step::begins || step == alarm_step::lasts)
        log_.write(log_level::error, "watch.no_contact",
                   {{"account", account_},
                    {"since", format_rfc3339(out_of_contact_since())},
                    {"for", length_of(now - out_of_contact_since())}});
}

void silence_watch::say_silence(alarm_step step, timestamp now) {
    if (step == alarm_step::ends)
        log_.write(log_level::info, "watch.heard_again", {{"account", account_}});
    if (step == alarm_step::begins || step == alarm_step::lasts)
        log_.write(log_level::error, "watch.silent",
                   {{"account", account_},
                    {"since", format_rfc3339(silent_since())},
                    {"expected", rounded(usual_.expected(silent_since(), now))}});
}

std::vector<std::string> silence_watch::problems(timestamp now) const {
    std::vector<std::string> out;
    if (contact_alarm_.raised())
        out.push_back("the platform has not been reached for " +
                      length_of(now - out_of_contact_since()));
    if (silence_alarm_.raised())
        out.push_back("nothing has been heard for " + length_of(now - silent_since()) +
                      ", where about " + rounded(usual_.expected(silent_since(), now)) +
                      " messages were to be expected");
    return out;
}

}  // namespace earshot::watch
