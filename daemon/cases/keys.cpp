#include "cases/keys.hpp"

namespace earshot::cases {

namespace {

void append_escaped(std::string& key, std::string_view part) {
    for (const char c : part) {
        if (c == '/')
            key += "%2F";
        else if (c == '%')
            key += "%25";
        else
            key += c;
    }
}

}  // namespace

std::string key_of(std::initializer_list<std::string_view> parts) {
    std::string key;
    for (const std::string_view part : parts) {
        if (!key.empty()) key += '/';
        append_escaped(key, part);
    }
    return key;
}

std::string_view kind_of(std::string_view key) { return key.substr(0, key.find('/')); }

std::string last_part(std::string_view key) {
    const std::string_view part = key.substr(key.rfind('/') + 1);
    std::string out;
    for (std::size_t i = 0; i < part.size(); ++i) {
        const std::string_view escape = part.substr(i, 3);
        const bool escaped = escape == "%2F" || escape == "%25";
        out += escaped ? (escape == "%2F" ? '/' : '%') : part[i];
        if (escaped) i += 2;
    }
    return out;
}

std::string person_key(std::string_view platform, std::string_view author) {
    return key_of({"person", platform, author});
}

std::string person_key(const message& item) { return person_key(item.platform, item.by.id); }

std::string case_key(std::string_view id) { return key_of({"case", id}); }

std::string case_id(sequence opening) { return "c" + std::to_string(opening); }

std::string object_key(std::string_view platform, std::string_view account, std::string_view id) {
    return key_of({"object", platform, account, id});
}

std::string thread_key(std::string_view platform, std::string_view account, std::string_view thread,
                       std::string_view author) {
    return key_of({"thread", platform, account, thread, author});
}

std::string await_key(std::string_view platform, std::string_view account, std::string_view id) {
    return key_of({"await", platform, account, id});
}

std::string reply_key(sequence reply) { return key_of({"reply", std::to_string(reply)}); }

std::string answers_key(const message& said) {
    if (!said.by.id.empty()) return key_of({"answers", said.platform, said.account, said.by.id});
    const std::string& thread = said.thread_id.empty() ? said.object_id : said.thread_id;
    return key_of({"answers", said.platform, said.account, {}, thread});
}

std::string trace_key(std::string_view kind, std::string_view value) {
    return key_of({"trace", kind, value});
}

std::string day_key(timestamp at, std::string_view platform, std::string_view account) {
    const std::string day = format_rfc3339(at).substr(0, 10);
    return key_of({"day", day, platform, account});
}

std::string waiting_key(std::string_view id) { return key_of({"waiting", id}); }

std::string suggested_key(std::string_view person) { return key_of({"suggested", person}); }

}  // namespace earshot::cases
