#include "language/train/corpus.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>

#include "language/features.hpp"
#include "language/letters.hpp"
#include "text/utf8.hpp"

namespace earshot::language {

namespace fs = std::filesystem;

const std::vector<std::string> languages = {
    "nl", "en", "de", "es", "pt", "no", "da", "sv", "fr", "it", "af", "ca", "gl", "pl", "fi",
    "tr", "id", "ro", "cs", "hu", "sk", "sl", "hr", "et", "lv", "lt", "vi", "eu", "is"};

const std::vector<std::size_t> lenders = {1, 2, 3, 8};  // whose words stand in others' lists
const std::vector<std::string> held_out = {"udhr", "wesnoth-1.16-data", "fillets-ng-data",
                                           "debian-history", "quran"};
const std::map<std::string, double> word_weights = {
    {"onboard", 4}, {"tesseract", 3}, {"hunspell", 1.5}, {"common", 2},
    {"subtlex", 1}, {"mythes", 0.5},  {"dict", 0.5}};

std::size_t below(generator& random, std::size_t limit) {
    return static_cast<std::size_t>((static_cast<unsigned __int128>(random()) * limit) >> 64);
}
double unit(generator& random) { return static_cast<double>(random() >> 11) * 0x1p-53; }

words words_of(std::string_view text) {
    words found;
    word current = U" ";
    const auto end_word = [&] {
        while (current.size() > 1 && current.back() == U'\'') current.pop_back();
        if (current.size() > 1 && current.size() <= longest_word + 1)
            found.push_back(current + U" ");
        current = U" ";
    };
    while (!text.empty()) {
        const char32_t letter = texts::take_front(text);
        if (is_latin_letter(letter))
            current += lower(letter);
        else if ((letter == U'\'' || letter == 0x2019) && current.size() > 1)
            current += U'\'';
        else
            end_word();
    }
    end_word();
    return found;
}

std::vector<std::string> read_lines(const fs::path& file) {
    std::vector<std::string> lines;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

std::size_t choose(const std::vector<double>& cumulated, generator& random) {
    const double point = unit(random) * cumulated.back();
    return std::min<std::size_t>(
        static_cast<std::size_t>(std::upper_bound(cumulated.begin(), cumulated.end(), point) -
                                 cumulated.begin()),
        cumulated.size() - 1);
}

using word_set = std::unordered_set<std::string>;

// Words of the big languages get into everybody's lists of words from the web.
struct word_knowledge {
    std::vector<word_set> known;  // by language: its dictionary and its frequent words
    std::vector<word_set> lower;  // those that are written in lower case

    bool is_foreign(const std::string& text, std::size_t language) const {
        if (known[language].contains(text)) return false;
        for (const std::size_t other : lenders)
            if (other != language && lower[other].contains(text)) return true;
        return false;
    }
};

word_knowledge read_knowledge(const fs::path& root) {
    word_knowledge result;
    for (const std::string& language : languages) {
        word_set& known = result.known.emplace_back();
        word_set& lower = result.lower.emplace_back();
        for (const char* name : {"hunspell.words", "common.words", "onboard.words", "dict.words"})
            for (const std::string& line : read_lines(root / language / name)) {
                const std::string text = line.substr(line.find(' ') + 1);
                known.insert(text);
                const bool counts = std::string_view(name) != "onboard.words";
                if (counts && !text.empty() && (text[0] < 'A' || text[0] > 'Z')) lower.insert(text);
            }
    }
    return result;
}

bool has_counts(const std::string& list) {
    return list == "onboard" || list == "common" || list == "subtlex";
}

void add_list(corpus& into, const fs::path& file, std::size_t language,
              const word_knowledge& knowledge) {
    word_source list;
    list.weight = word_weights.at(file.stem().string());
    for (const std::string& line : read_lines(file)) {
        const auto space = line.find(' ');
        if (space == std::string::npos) continue;
        std::string text = line.substr(space + 1);
        if (!has_counts(file.stem().string()) && knowledge.is_foreign(text, language)) continue;
        list.texts.push_back(std::move(text));
        const double before = list.cumulated.empty() ? 0 : list.cumulated.back();
        list.cumulated.push_back(before + std::pow(std::stod(line.substr(0, space)), 0.7));
    }
    if (list.texts.size() < 1000) return;
    into.list_cumulated.push_back((into.list_cumulated.empty() ? 0 : into.list_cumulated.back()) +
                                  list.weight);
    into.lists.push_back(std::move(list));
}

corpus read_corpus(const fs::path& folder, std::size_t language, const word_knowledge& knowledge) {
    corpus found;
    std::vector<fs::path> files(fs::directory_iterator(folder), fs::directory_iterator{});
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) {
        const std::string name = file.stem().string();
        if (file.extension() == ".words") {
            add_list(found, file, language, knowledge);
            continue;
        }
        text_source source{name, read_lines(file)};
        if (std::find(held_out.begin(), held_out.end(), name) != held_out.end()) {
            found.tests.push_back(std::move(source));
        } else if (source.lines.size() >= 50) {
            const double before = found.text_cumulated.empty() ? 0 : found.text_cumulated.back();
            found.text_cumulated.push_back(before +
                                           std::sqrt(static_cast<double>(source.lines.size())));
            found.texts.push_back(std::move(source));
        }
    }
    return found;
}

void keep_long(words& chosen) {
    std::erase_if(chosen, [](const word& one) { return one.size() < 7; });
}

words crop(words all, generator& random) {
    const double kind = unit(random);
    if (kind < 0.2) return all;
    if (kind < 0.55) keep_long(all);
    if (all.empty()) return all;
    const std::size_t most = kind < 0.3 ? 1 : kind < 0.7 ? 2 : 2 + below(random, 5);
    if (all.size() <= most) return all;
    const std::size_t begin = below(random, all.size() - most + 1);
    return {all.begin() + static_cast<std::ptrdiff_t>(begin),
            all.begin() + static_cast<std::ptrdiff_t>(begin + most)};
}

words from_lists(const corpus& from, generator& random) {
    const word_source& list = from.lists[choose(from.list_cumulated, random)];
    words result;
    const std::size_t count = 1 + below(random, 3);
    for (std::size_t index = 0; index < count; ++index)
        for (word& one : words_of(list.texts[choose(list.cumulated, random)]))
            result.push_back(std::move(one));
    return result;
}

words sample(const corpus& from, generator& random) {
    if (!from.lists.empty() && unit(random) < 0.5) return from_lists(from, random);
    const text_source& source = from.texts[choose(from.text_cumulated, random)];
    return crop(words_of(source.lines[below(random, source.lines.size())]), random);
}

std::vector<corpus> read_all(const fs::path& root) {
    const word_knowledge knowledge = read_knowledge(root);
    std::vector<corpus> all;
    for (std::size_t language = 0; language < languages.size(); ++language)
        all.push_back(read_corpus(root / languages[language], language, knowledge));
    return all;
}

}  // namespace earshot::language
