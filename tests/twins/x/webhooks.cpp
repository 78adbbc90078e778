#include "twins/x/webhooks.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "earshot/signature.hpp"

namespace earshot::twins::x {

namespace {

constexpr std::size_t max_history = 5'000;

bool carries(const http_response& outcome, const std::string& expected) {
    boost::json::error_code problem;
    const boost::json::value body = boost::json::parse(outcome.body, problem);
    if (problem || !body.is_object()) return false;
    const boost::json::value* token = body.get_object().if_contains("response_token");
    return token && token->is_string() && token->get_string() == expected;
}

}  // namespace

std::string x_signature(std::string_view consumer_secret, std::string_view bytes) {
    return "sha256=" + to_base64(hmac(hash::sha256, consumer_secret, bytes));
}

const hook& webhooks::add(std::string url, timestamp now) {
    const std::string id = next_id();
    return hooks_.emplace(id, hook{id, std::move(url), true, now}).first->second;
}

hook* webhooks::find(std::string_view id) {
    const auto found = hooks_.find(id);
    return found == hooks_.end() ? nullptr : &found->second;
}

const hook* webhooks::with_url(std::string_view url) const {
    for (const auto& [id, one] : hooks_)
        if (one.url == url) return &one;
    return nullptr;
}

void webhooks::remove(const std::string& id) {
    hooks_.erase(id);
    account_activity.erase(id);
    std::erase_if(activity, [&](const auto& entry) { return entry.second.hook_id == id; });
}

std::vector<hook> webhooks::all() const {
    std::vector<hook> out;
    for (const auto& [id, one] : hooks_) out.push_back(one);
    return out;
}

outgoing webhooks::challenge(const std::string& url) {
    outgoing out{++ids_};
    const std::string token =
        to_base64(hmac(hash::sha256, secret_, std::to_string(out.id)).substr(0, 24));
    challenges_[out.id] = token;
    const char* separator = url.find('?') == url.npos ? "?" : "&";
    out.request = http_request("GET", url + separator + "crc_token=" + percent_encode(token));
    return out;
}

bool webhooks::proven(std::int64_t challenge, const std::optional<http_response>& outcome) {
    const auto asked = challenges_.extract(challenge);
    if (asked.empty() || !outcome || outcome->status != 200) return false;
    return carries(*outcome, x_signature(secret_, asked.mapped()));
}

void webhooks::deliver(const std::string& hook_id, const boost::json::value& body, timestamp now) {
    waiting_.push_back({now, hook_id, boost::json::serialize(body)});
    history_.push_back(waiting_.back());
    if (history_.size() > max_history) history_.pop_front();
}

void webhooks::repeat_last() {
    if (!waiting_.empty()) waiting_.push_back(parcel(waiting_.back()));
}

void webhooks::swap_last_two() {
    if (waiting_.size() > 1) std::swap(waiting_[waiting_.size() - 2], waiting_.back());
}

int webhooks::replay(const std::string& hook_id, timestamp from, timestamp to) {
    int count = 0;
    for (const parcel& one : history_) {
        if (one.hook_id != hook_id || one.at < from || one.at > to) continue;
        waiting_.push_back(one);
        ++count;
    }
    return count;
}

std::vector<outgoing> webhooks::take() {
    std::vector<outgoing> out;
    for (const parcel& one : std::exchange(waiting_, {}))
        if (hooks_.contains(one.hook_id)) out.push_back(packed(one));
    counts_.sent += static_cast<std::int64_t>(out.size());
    return out;
}

outgoing webhooks::packed(const parcel& what) {
    outgoing out{++ids_, http_request("POST", hooks_.at(what.hook_id).url)};
    out.request.content("application/json", what.body);
    out.request.header("x-twitter-webhooks-signature", x_signature(secret_, what.body));
    return out;
}

void webhooks::delivered(std::int64_t, int status) {
    ++(status >= 200 && status < 300 ? counts_.accepted : counts_.failed);
}

}  // namespace earshot::twins::x
