#include "watch/credential_fsm.hpp"

#include <algorithm>
#include <utility>

namespace earshot::watch {

namespace {

int gravity(credential_state state) {
    switch (state) {
        case credential_state::unknown: return 0;
        case credential_state::valid: return 1;
        case credential_state::expiring: return 2;
        case credential_state::scope_missing: return 3;
        case credential_state::expired: return 4;
        case credential_state::missing: return 5;
        case credential_state::revoked: return 6;
    }
    return 0;
}

// Of a refusal that is about the credential.
credential_status as_status(errand which, const error& refused) {
    credential_status out = *credential_after(refused);
    out.detail.insert(0, which == errand::reading ? "reading: " : "sending: ");
    return out;
}

}  // namespace

void credential_fsm::examined(const result<credential_status>& found, timestamp now) {
    looked_ = now;
    doubted_ = false;
    looked_in_vain_ = !found;
    if (found) found_ = *found;
}

bool credential_fsm::called(errand which, const error* problem) {
    auto& known = refused_[std::to_underlying(which)];
    if (!problem) {
        known.reset();
        worked_ = true;
        return false;
    }
    if (!credential_after(*problem)) return false;
    const bool news = !known || known->kind != problem->kind;
    known = *problem;
    doubted_ = doubted_ || news;
    return news;
}

// Of what the plugin found: an end that comes near changes it without another look.
credential_status credential_fsm::forecast(timestamp now) const {
    credential_status out = found_;
    if (out.state == credential_state::unknown && worked_) out.state = credential_state::valid;
    const bool lasts = gravity(out.state) <= gravity(credential_state::scope_missing);
    if (out.expires == timestamp{} || !lasts) return out;
    if (out.expires <= now)
        out.state = credential_state::expired;
    else if (out.expires - now < limits_.warning && out.state != credential_state::scope_missing)
        out.state = credential_state::expiring;
    return out;
}

credential_status credential_fsm::status(timestamp now) const {
    credential_status worst = forecast(now);
    for (const errand which : {errand::reading, errand::sending}) {
        const auto& refused = refused_[std::to_underlying(which)];
        if (!refused) continue;
        credential_status met = as_status(which, *refused);
        if (gravity(met.state) <= gravity(worst.state)) continue;
        worst.state = met.state;
        worst.detail = std::move(met.detail);
    }
    return worst;
}

duration credential_fsm::next_look(timestamp now, double random) const {
    const duration since = now - looked_;
    if (looked_ == timestamp{}) return duration{0};
    if (doubted_) return std::max(duration{0}, limits_.least - since);
    const bool mend = gravity(found_.state) >= gravity(credential_state::scope_missing);
    const duration interval = looked_in_vain_ || mend ? limits_.after_failure : limits_.usual;
    duration wait{
        static_cast<std::int64_t>(static_cast<double>(interval.count()) * (0.75 + random / 2))};
    for (const duration before : {limits_.warning, duration{0}}) {
        const timestamp turn = found_.expires - before;
        if (found_.expires != timestamp{} && turn > now)
            wait = std::min(wait, std::max<duration>(turn - now, limits_.least));
    }
    return std::max(duration{0}, wait);
}

bool needs_a_person(credential_state state) {
    return gravity(state) >= gravity(credential_state::expiring);
}

std::string_view to_string(credential_state state) {
    switch (state) {
        case credential_state::unknown: return "unknown";
        case credential_state::valid: return "valid";
        case credential_state::expiring: return "expiring";
        case credential_state::expired: return "expired";
        case credential_state::scope_missing: return "scope_missing";
        case credential_state::revoked: return "revoked";
        case credential_state::missing: return "missing";
    }
    return "unknown";
}

}  // namespace earshot::watch
