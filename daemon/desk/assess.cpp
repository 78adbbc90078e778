#include "desk/assess.hpp"

#include "cases/keys.hpp"

namespace earshot::desk {

namespace {

// The case that the message goes on with, as far as it shows before it is filed.
const cases::care_case* conversation_so_far(const cases::memory& memory, const message& item) {
    const auto case_at = [&](const std::string& key) -> const cases::care_case* {
        const auto* found = memory.find<cases::pointer>(key);
        return found ? memory.find_case(found->case_id) : nullptr;
    };
    if (item.parent_id.empty() && item.thread_id == item.object_id) return nullptr;  // it begins
    if (!item.thread_id.empty())
        if (const auto* found =
                case_at(cases::thread_key(item.platform, item.account, item.thread_id, item.by.id)))
            return found;
    if (item.parent_id.empty()) return nullptr;
    return case_at(cases::object_key(item.platform, item.account, item.parent_id));
}

// What is known beside the text. Refers to the message, the policy and the memory.
language_verdict language_of(const policy& rules, const cases::memory& memory,
                             const message& item) {
    language::context beside{.platform_tag = item.platform_language};
    if (const auto account = rules.accounts.find(item.account); account != rules.accounts.end())
        beside.account_language = account->second.language;
    std::vector<language::heard> author;
    if (const auto* who = memory.find_person(cases::person_key(item))) {
        beside.corrected = who->corrected_language;
        for (const auto& [tag, times] : who->languages)
            author.push_back({tag, static_cast<std::uint32_t>(times)});
    }
    std::vector<language::heard> thread;
    if (const auto* so_far = conversation_so_far(memory, item); so_far && !so_far->language.empty())
        thread.push_back({so_far->language, 1});
    beside.author = author;
    beside.thread = thread;
    return rules.known.languages->detect(item.display_text, item.entities, beside);
}

}  // namespace

findings assess(const policy& rules, const cases::memory& memory, const message& item) {
    findings out;
    if (item.kind == message_kind::deletion) return out;
    if (rules.known.languages) out.language = language_of(rules, memory, item);
    out.outcome = rules.known.rules.evaluate({item, out.language.tag});
    return out;
}

}  // namespace earshot::desk
