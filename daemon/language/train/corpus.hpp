// What the trainer learns from: texts and word lists by language, and samples drawn from them.
#pragma once

#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace earshot::language {

using word = std::u32string;  // with its spaces
using words = std::vector<word>;
using generator = std::mt19937_64;

extern const std::vector<std::string> languages;  // the model's columns

std::size_t below(generator& random, std::size_t limit);
double unit(generator& random);  // from 0 to 1

words words_of(std::string_view text);
void keep_long(words& chosen);

struct text_source {
    std::string name;
    std::vector<std::string> lines;
};
struct word_source {
    double weight = 1;
    std::vector<std::string> texts;
    std::vector<double> cumulated;
};
struct corpus {
    std::vector<text_source> texts;
    std::vector<double> text_cumulated;
    std::vector<text_source> tests;  // held out
    std::vector<word_source> lists;
    std::vector<double> list_cumulated;
};

// What extract.py wrote, by language. Words of one language in another's uncounted lists are left
// out.
std::vector<corpus> read_all(const std::filesystem::path& root);

// A text, a piece of one, or some words of a list.
words sample(const corpus& from, generator& random);

}  // namespace earshot::language
