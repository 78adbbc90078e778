#include "control/known_names.hpp"

#include <set>

#include "base/config_suggest.hpp"

namespace earshot::control {

namespace {

using name_set = std::set<std::string, std::less<>>;

// `helpdesk` of `sink:helpdesk`, `klm` of `x/klm`: what people remember.
std::string_view end_of(std::string_view name) { return name.substr(name.find_last_of(":/") + 1); }

std::string suggestion(std::string_view given, const name_set& known) {
    std::vector<std::string_view> ends;
    for (const std::string& one : known) ends.push_back(end_of(one));
    const std::string_view end = base::nearest(end_of(given), ends);
    std::vector<std::string_view> like;
    for (const std::string& one : known)
        if (end.empty() || end_of(one) == end) like.emplace_back(one);
    if (like.size() == 1) return "did you mean '" + std::string(like.front()) + "'?";
    return base::suggestion(given, like);
}

result<void> check(const char* code, const std::string& what, const std::string& given,
                   const name_set& known) {
    if (known.contains(given)) return {};
    return fail(error_kind::gone, code,
                "no " + what + " is called '" + given + "'; " + suggestion(given, known));
}

}  // namespace

account_name account_named(std::string platform, std::string account) {
    const std::size_t slash = account.find('/');
    if (slash == account.npos) return {std::move(platform), std::move(account)};
    if (platform.empty()) platform = account.substr(0, slash);
    if (account.starts_with(platform + "/")) account.erase(0, platform.size() + 1);
    return {std::move(platform), std::move(account)};
}

task<result<void>> check_account(const surroundings& around, account_name name) {
    if (name.platform.empty() && name.account.empty()) co_return result<void>();
    const auto activity = co_await around.journal.activity();
    if (!activity) co_return std::unexpected(activity.error());
    name_set platforms;
    name_set accounts;
    name_set both;
    const auto add = [&](const std::string& platform, const std::string& account) {
        platforms.insert(platform);
        accounts.insert(account);
        both.insert(platform + "/" + account);
    };
    for (const journal::account_activity& one : *activity) add(one.platform, one.account);
    for (const channel_view& one : around.daemon.status().channels)
        if (one.account) add(one.instance.plugin, one.instance.name);
    if (name.account.empty())
        co_return check("control.unknown_platform", "platform", name.platform, platforms);
    if (name.platform.empty())
        co_return check("control.unknown_account", "account", name.account, accounts);
    co_return check("control.unknown_account", "account", name.platform + "/" + name.account, both);
}

task<result<void>> check_destination(const surroundings& around, std::string name) {
    if (name.empty()) co_return result<void>();
    const auto queues = co_await around.journal.outbox();
    if (!queues) co_return std::unexpected(queues.error());
    name_set known;
    for (const journal::outbox_summary& one : *queues) known.insert(one.destination);
    for (const channel_view& one : around.daemon.status().channels)
        known.insert((one.account ? "publish:" : "sink:") + one.instance.name);
    co_return check("control.unknown_destination", "destination", name, known);
}

}  // namespace earshot::control
