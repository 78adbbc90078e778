// Any bytes as a text: never a crash, places inside the text, and what matched is what explaining
// says.
#include <cstdlib>

#include "rules/read_rules.hpp"
#include "rules/term_index.hpp"

using namespace earshot;

namespace {

constexpr std::string_view yaml = R"(rules:
  words: {when: {words: [a, klm, "zit vast", "annuleer*", "*vlucht", "*off*", "#tag", "#t_*"]}, then: {class: a}}
  others: {when: {words: [é, ß, コム, 欠航, か, "ล่า", 😡, "한국*", "a か"]}, then: {class: b}}
  exact: {when: {exact: [US, "Zit Vast", É, "#Tag"]}, then: {class: c}}
  pattern: {when: {pattern: ['kl\d+', '\bx.y', '[^a]b$', 'か+']}, then: {class: d}}
  all: {when: {all_words: [a, "b*"], not: {words: [z]}}, then: {topics: [t]}}
)";

rules::rule_set read() {
    const rules::rule_file file{"f", yaml};
    base::config_problems problems;
    auto out = rules::read_rules({&file, 1}, problems);
    if (!problems.empty()) std::abort();
    return out;
}

rules::term_index terms() {
    rules::term_index out;
    for (const char* word : {"a", "*b*", "c*", "#d", "か", "é f", "😡"})
        if (!out.add(word, rules::spelling::folded)) std::abort();
    if (!out.add("É", rules::spelling::exact) || !out.add_pattern("b.c") || !out.finish())
        std::abort();
    return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const rules::rule_set rules = read();
    static const rules::term_index index = terms();
    message item;
    item.text.assign(reinterpret_cast<const char*>(data), size);
    if (rules.explain({item, ""}).result != rules.evaluate({item, ""})) std::abort();
    std::uint32_t last = 0;
    for (const rules::hit& one : index.find(item.text)) {
        if (one.begin >= one.end || one.end > size || one.term < last) std::abort();
        last = one.term + 1;
    }
    return 0;
}
