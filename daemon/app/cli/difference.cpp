#include "app/cli/difference.hpp"

#include <algorithm>
#include <vector>

namespace earshot::app::cli {

namespace {

class differences {
public:
    void compare(const char* what, const std::string& was, const std::string& is) {
        if (was != is) add(what + (" " + named(was)) + " -> " + named(is));
    }

    void add(const std::string& one) { line_.append(line_.empty() ? "" : ", ").append(one); }

    std::string line() && { return std::move(line_); }

private:
    static std::string named(const std::string& value) { return value.empty() ? "none" : value; }

    std::string line_;
};

std::string joined(const std::vector<std::string>& items) {
    std::string out;
    for (const std::string& one : items) out.append(out.empty() ? "" : " ").append(one);
    return out;
}

bool has(const std::vector<rule_match>& among, const std::string& rule) {
    return std::ranges::find(among, rule, &rule_match::rule) != among.end();
}

std::string with_terms(const rule_match& one) {
    return one.terms.empty() ? one.rule : one.rule + " (" + joined(one.terms) + ")";
}

}  // namespace

std::string difference(const understanding& was, const understanding& is) {
    differences found;
    found.compare("language", was.language.tag, is.language.tag);
    found.compare("class", was.message_class, is.message_class);
    found.compare("urgency", std::string(to_string(was.urgent)), std::string(to_string(is.urgent)));
    found.compare("topics", joined(was.topics), joined(is.topics));
    found.compare("ignored by", was.ignored_by, is.ignored_by);
    found.compare("case", was.case_id, is.case_id);
    for (const rule_match& one : is.rules)
        if (!has(was.rules, one.rule)) found.add("+ " + with_terms(one));
    for (const rule_match& one : was.rules)
        if (!has(is.rules, one.rule)) found.add("- " + one.rule);
    return std::move(found).line();
}

}  // namespace earshot::app::cli
