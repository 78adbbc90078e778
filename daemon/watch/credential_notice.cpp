#include "watch/credential_notice.hpp"

#include "watch/credential_fsm.hpp"

namespace earshot::watch {

namespace {

std::string days_left(const credential_status& what, timestamp now) {
    const auto left = std::chrono::floor<std::chrono::days>(what.expires - now).count();
    return std::to_string(std::max<std::int64_t>(left, 0));
}

std::string until(const credential_status& what, timestamp now) {
    if (what.expires == timestamp{}) return "soon";
    const std::string days = days_left(what, now);
    return "in " + days + (days == "1" ? " day" : " days");
}

std::string headline(const credential_status& what, timestamp now) {
    switch (what.state) {
        case credential_state::expiring: return "the credential expires " + until(what, now);
        case credential_state::expired: return "the credential is no longer good";
        case credential_state::revoked: return "the credential was taken away";
        case credential_state::missing: return "there is no credential";
        case credential_state::scope_missing:
            return "the credential lacks " +
                   (what.missing_scopes.empty() ? "a permission" : listed(what.missing_scopes));
        case credential_state::unknown:
        case credential_state::valid: break;
    }
    return {};
}

}  // namespace

std::string listed(const std::vector<std::string>& names) {
    std::string out;
    for (const std::string& name : names) out.append(out.empty() ? "" : ", ").append(name);
    return out;
}

std::string sentence(const credential_status& what, timestamp now) {
    std::string out = headline(what, now);
    if (!out.empty() && !what.detail.empty()) out += ": " + what.detail;
    return out;
}

void credential_notice::observe(const credential_status& now_known, timestamp now) {
    const bool wrong = needs_a_person(now_known.state);
    const bool changed = now_known.state != said_ || now_known.missing_scopes != missing_;
    if (changed && wrong) alarm_ = {};
    const bool before = needs_a_person(said_);
    said_ = now_known.state;
    missing_ = now_known.missing_scopes;
    const alarm_step step = alarm_.observe(wrong, now);
    if (step == alarm_step::begins || step == alarm_step::lasts) say(now_known, now);
    if (!wrong && before && now_known.state == credential_state::valid)
        log_.write(log_level::info, "watch.credential_good", {{"instance", instance_}});
}

void credential_notice::say(const credential_status& what, timestamp now) {
    switch (what.state) {
        case credential_state::expiring:
            log_.write(log_level::warning, "watch.credential_expiring",
                       {{"instance", instance_},
                        {"days_left", what.expires == timestamp{} ? "" : days_left(what, now)},
                        {"why", what.detail}});
            break;
        case credential_state::expired:
            log_.write(log_level::error, "watch.credential_expired",
                       {{"instance", instance_}, {"why", what.detail}});
            break;
        case credential_state::revoked:
            log_.write(log_level::error, "watch.credential_revoked",
                       {{"instance", instance_}, {"why", what.detail}});
            break;
        case credential_state::missing:
            log_.write(log_level::error, "watch.credential_missing",
                       {{"instance", instance_}, {"why", what.detail}});
            break;
        case credential_state::scope_missing:
            log_.write(log_level::error, "watch.credential_lacks",
                       {{"instance", instance_},
                        {"missing", listed(what.missing_scopes)},
                        {"why", what.detail}});
            break;
        case credential_state::unknown:
        case credential_state::valid: break;
    }
}

}  // namespace earshot::watch
