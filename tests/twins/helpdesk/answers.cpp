#include "twins/helpdesk/answers.hpp"

#include <yaml-cpp/yaml.h>
#include <algorithm>

#include "earshot/short_text.hpp"

namespace earshot::twins::helpdesk {

namespace {

constexpr const char* fallback_text = "Thank you, {name}. We are looking into it: {ticket}.";

saying read_saying(const YAML::Node& from) {
    saying out;
    for (const YAML::Node& word : from["when"]) out.when.push_back(word.as<std::string>());
    out.text = from["text"].as<std::string>();
    return out;
}

bool fits(const saying& one, const std::string& said) {
    if (one.when.empty()) return true;
    return std::ranges::any_of(one.when, [&](const auto& word) { return said.contains(word); });
}

std::string filled(std::string text, std::string_view mark, std::string_view value) {
    for (std::size_t at = text.find(mark); at != text.npos; at = text.find(mark, at + value.size()))
        text.replace(at, mark.size(), value);
    return text;
}

}  // namespace

answers::answers() { sayings_["en"].push_back({{}, fallback_text}); }

result<answers> answers::parse(const std::string& yaml) {
    answers out;
    try {
        const YAML::Node root = YAML::Load(yaml);
        for (const auto& language : root) {
            std::vector<saying>& list = out.sayings_[language.first.as<std::string>()];
            list.clear();
            for (const YAML::Node& one : language.second) list.push_back(read_saying(one));
        }
    } catch (const YAML::Exception& problem) {
        return fail(error_kind::invalid, "twin.answers", problem.what());
    }
    return out;
}

std::string answers::choose(std::string_view language, std::string_view said, std::string_view name,
                            std::string_view ticket) const {
    auto known = sayings_.find(language);
    if (known == sayings_.end()) known = sayings_.find("en");
    const std::string text = lower_ascii(said);
    for (const saying& one : known->second)
        if (fits(one, text)) return filled(filled(one.text, "{name}", name), "{ticket}", ticket);
    return filled(filled(fallback_text, "{name}", name), "{ticket}", ticket);
}

}  // namespace earshot::twins::helpdesk
