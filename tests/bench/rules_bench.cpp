// Prints what monitoring rules cost a message, by how many there are, beside what one would use
// instead: `rules_bench [MESSAGES]`. Not a test: figures depend on the machine.
#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "rules/read_rules.hpp"

using namespace earshot;

namespace {

using steady = std::chrono::steady_clock;

double seconds_since(steady::time_point began) {
    return std::chrono::duration<double>(steady::now() - began).count();
}

// Words and keywords are of the same syllables, so that looking one up goes deep.
class vocabulary {
public:
    explicit vocabulary(std::size_t size) {
        std::set<std::string> made;
        while (made.size() < size) made.insert(word());
        words_.assign(made.begin(), made.end());
        std::shuffle(words_.begin(), words_.end(), random_);
    }

    const std::string& at(std::size_t index) const { return words_[index]; }

private:
    std::string word() {
        static constexpr const char* syllables[] = {
            "ver", "ge", "be",  "ta",   "lo",   "ri",  "ka",  "vlie", "ster",  "dam", "ing",
            "en",  "re", "con", "pro",  "mi",   "no",  "sa",  "tion", "ment",  "out", "age",
            "fu",  "nd", "lug", "gag",  "e",    "que", "sti", "on",   "schip", "hol", "vlucht",
            "ko",  "ff", "er",  "zoek", "wach", "ten", "bal", "ie",   "au",    "to",  "bus"};
        std::uniform_int_distribution<std::size_t> which(0, std::size(syllables) - 1);
        std::string out;
        for (std::size_t i = 0, count = 2 + random_() % 3; i < count; ++i)
            out += syllables[which(random_)];
        return out;
    }

    std::mt19937 random_{7};
    std::vector<std::string> words_;
};

constexpr std::size_t most_rules = 10'000;
constexpr std::size_t text_words = 20'000;  // behind the keywords: words that no rule has

std::string rule_name(std::size_t index) { return "rule_" + std::to_string(index); }

std::string yaml_of(const vocabulary& words, std::size_t begin, std::size_t end) {
    std::string out = "rules:\n";
    for (std::size_t i = begin; i < end; ++i)
        out += "  " + rule_name(i) + ":\n    when:\n      words: [" + words.at(i) +
               "]\n    then:\n      topics: [" + rule_name(i) + "]\n";
    return out;
}

// Each with one of the first `keywords` keywords; 0: with none.
std::vector<message> messages_with(const vocabulary& words, std::size_t keywords,
                                   std::size_t count) {
    std::mt19937 random(11);
    std::uniform_int_distribution<std::size_t> other(most_rules, most_rules + text_words - 1);
    std::vector<message> out(count);
    for (message& item : out) {
        std::string& text = item.text;
        text = "@klm ";
        if (keywords != 0) text += words.at(random() % keywords) + " ";
        while (text.size() < 100) text += words.at(other(random)) + (random() % 6 ? " " : ", ");
        text += random() % 3 ? "Hoe lang nog? #KlmFail" : "één café in São Paulo 😡";
        item.display_text = text;
    }
    return out;
}

rules::rule_set load(const std::vector<std::string>& files) {
    std::vector<rules::rule_file> all;
    for (std::size_t i = 0; i < files.size(); ++i)
        all.push_back({std::to_string(i) + ".yaml", files[i]});
    base::config_problems problems;
    auto out = rules::read_rules(all, problems);
    for (const std::string& line : problems.lines()) std::fprintf(stderr, "%s\n", line.c_str());
    if (!problems.empty()) std::exit(1);
    return out;
}

// Nanoseconds a message.
template <class Judge>
double cost(const std::vector<message>& messages, Judge judge) {
    std::size_t found = 0;
    const auto began = steady::now();
    for (const message& item : messages) found += judge(item);
    const double took = seconds_since(began);
    if (found == SIZE_MAX) std::puts("");  // the work has a use
    return took * 1e9 / static_cast<double>(messages.size());
}

// The best of many short runs, one of each set in turn: others use the machine too, and what they
// take is to be taken from all alike.
std::vector<double> costs_of(const std::vector<rules::rule_set>& sets,
                             const std::vector<message>& messages) {
    std::vector<double> best(sets.size(), 1e9);
    for (int run = 0; run < 20; ++run)
        for (std::size_t i = 0; i < sets.size(); ++i)
            best[i] = std::min(best[i], cost(messages, [&](const message& item) {
                                   return sets[i].evaluate({item, "nl"}).matched.size();
                               }));
    return best;
}

std::vector<message> some(const std::vector<message>& messages, std::size_t count) {
    return {messages.begin(),
            messages.begin() + static_cast<std::ptrdiff_t>(std::min(count, messages.size()))};
}

// What one would write without Earshot: every keyword a regular expression.
double cost_of_re2_set(const vocabulary& words, std::size_t keywords,
                       const std::vector<message>& messages) {
    RE2::Options options;
    options.set_case_sensitive(false);
    options.set_max_mem(256 << 20);
    RE2::Set all(options, RE2::UNANCHORED);
    for (std::size_t i = 0; i < keywords; ++i) all.Add("\\b" + words.at(i) + "\\b", nullptr);
    all.Compile();
    std::vector<int> found;
    const auto judge = [&](const message& item) {
        found.clear();
        all.Match(item.text, &found);
        return found.size();
    };
    cost(messages, judge);  // it builds its automaton as it goes
    return std::min(cost(messages, judge), cost(messages, judge));
}

double cost_of_re2_each(const vocabulary& words, std::size_t keywords,
                        const std::vector<message>& messages) {
    RE2::Options options;
    options.set_case_sensitive(false);
    std::vector<std::unique_ptr<RE2>> each;
    for (std::size_t i = 0; i < keywords; ++i)
        each.push_back(std::make_unique<RE2>("\\b" + words.at(i) + "\\b", options));
    return cost(messages, [&](const message& item) {
        std::size_t found = 0;
        for (const auto& one : each) found += RE2::PartialMatch(item.text, *one) ? 1 : 0;
        return found;
    });
}

constexpr std::array<std::size_t, 3> sizes = {10, 1'000, most_rules};

void print_ratio(const char* what, double few, double many) {
    std::printf("%-42s %6.2f times the cost of 10, %8.0f messages a second\n", what, many / few,
                1e9 / many);
}

void print_matching(const vocabulary& words, std::size_t count) {
    const auto none = messages_with(words, 0, count);
    const auto few = messages_with(words, 10, count);
    const auto all = messages_with(words, most_rules, count);
    std::vector<rules::rule_set> sets;
    for (const std::size_t size : sizes) sets.push_back(load({yaml_of(words, 0, size)}));
    const auto by_none = costs_of(sets, none);
    const auto by_few = costs_of(sets, few);
    const auto by_all = costs_of(sets, all);
    std::printf("nanoseconds a message, one core, %zu messages of about 140 bytes that have\n\n",
                count);
    std::printf("%-8s %11s %11s %14s %12s %12s\n", "rules", "no keyword", "one of 10",
                "one of 10000", "RE2::Set", "RE2 each");
    for (std::size_t i = 0; i < sizes.size(); ++i)
        std::printf("%-8zu %11.0f %11.0f %14.0f %12.0f %12.0f\n", sizes[i], by_none[i], by_few[i],
                    by_all[i], cost_of_re2_set(words, sizes[i], none),
                    cost_of_re2_each(words, sizes[i], some(none, 100'000 / sizes[i])));
    std::printf("\n10000 rules, where a message has\n");
    print_ratio("  none of their keywords", by_none[0], by_none[2]);
    print_ratio("  one of ten of them", by_few[0], by_few[2]);
    print_ratio("  one of all (of 10 rules: one of ten)", by_few[0], by_all[2]);
}

void print_loading(const vocabulary& words) {
    std::vector<std::string> hundred;
    for (std::size_t i = 0; i < 100; ++i)
        hundred.push_back(yaml_of(words, i * most_rules / 100, (i + 1) * most_rules / 100));
    auto began = steady::now();
    load({yaml_of(words, 0, most_rules)});
    const double one = seconds_since(began);
    began = steady::now();
    load(hundred);
    std::printf("loading 10000 rules: %.2f s from one file, %.2f s from 100 files\n", one,
                seconds_since(began));
}

}  // namespace

int main(int argc, char** argv) {
    const std::size_t count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 5'000;
    const vocabulary words(most_rules + text_words);
    print_matching(words, std::max<std::size_t>(count, 1));
    print_loading(words);
    return 0;
}
