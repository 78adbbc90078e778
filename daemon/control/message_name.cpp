#include "control/message_name.hpp"

#include "cases/keys.hpp"

namespace earshot::control {

namespace {

result<message_name> split_name(const std::string& text) {
    const std::size_t first = text.find('/');
    const std::size_t second = first == text.npos ? first : text.find('/', first + 1);
    if (second == text.npos || first == 0 || second == first + 1 || second + 1 == text.size())
        return fail(error_kind::invalid, "control.message_name",
                    "'" + text +
                        "' names no message; write PLATFORM/ACCOUNT/ID, as `earshot "
                        "messages tail` shows it");
    return message_name{text.substr(0, first), text.substr(first + 1, second - first - 1),
                        text.substr(second + 1)};
}

result<named_message> not_there(error why) {
    if (why.kind == error_kind::gone)
        why.detail += "; write it as `earshot messages tail` shows it";
    return std::unexpected(std::move(why));
}

}  // namespace

task<result<named_message>> find_message(journal::journal& log, std::string text) {
    auto split = split_name(text);
    if (!split) co_return std::unexpected(split.error());
    message_name name = std::move(*split);
    auto whole = co_await log.find_message(name.platform, name.account, name.object_id);
    if (whole) co_return named_message{name, std::move(*whole)};
    const std::size_t revision = name.object_id.rfind('@');
    if (whole.error().kind != error_kind::gone || revision == name.object_id.npos || revision == 0)
        co_return not_there(whole.error());
    name.object_id.resize(revision);
    auto cut = co_await log.find_message(name.platform, name.account, name.object_id);
    if (!cut) co_return not_there(cut.error());
    co_return named_message{name, std::move(*cut)};
}

task<result<std::string>> find_person_key(journal::journal& log, std::string name) {
    const std::size_t slash = name.find('/');
    if (slash != name.npos && name.find('/', slash + 1) == name.npos)
        co_return cases::person_key(name.substr(0, slash), name.substr(slash + 1));
    if (slash == name.npos)
        co_return fail(error_kind::invalid, "control.person",
                       "'" + name +
                           "' names nobody; write PLATFORM/ID, or one of their messages as "
                           "PLATFORM/ACCOUNT/ID, as `earshot messages tail` shows it");
    const auto found = co_await find_message(log, name);
    if (!found) co_return std::unexpected(found.error());
    const auto item = message_from_json(found->newest.body);
    if (!item) co_return std::unexpected(item.error());
    co_return cases::person_key(*item);
}

}  // namespace earshot::control
