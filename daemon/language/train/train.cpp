// Trains the word model: chooses the telling features, fits their weights, writes the model file.
//
//   train TEXT_DIRECTORY MODEL_FILE [FEATURES [SAMPLES [WORTH_OF_A_WORD]]]
//
// TEXT_DIRECTORY is what extract.py wrote. Sources that corpus.cpp holds out are never trained on;
// the accuracy on them is printed. One thread and a fixed seed: the same texts give the same model.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "language/features.hpp"
#include "language/model_format.hpp"
#include "language/train/corpus.hpp"

namespace {

using namespace earshot::language;
namespace fs = std::filesystem;

constexpr std::size_t columns = model_columns;
constexpr std::size_t english = 1;
constexpr std::size_t served = 5;  // the first five are told apart from each other with more care

using feature_index = std::unordered_map<std::uint64_t, std::uint32_t>;

struct candidate {
    std::array<float, columns> count{};
    bool whole_word = false;
};

// How much knowing the feature tells about the language, in all of the samples together.
double information(const candidate& what) {
    double total = 0;
    double sum = 0;
    for (const float count : what.count) total += count;
    const double even = 1.0 / static_cast<double>(languages.size());
    for (std::size_t column = 0; column < languages.size(); ++column) {
        const double share = (what.count[column] + 0.5 * even) / (total + 0.5);
        sum += what.count[column] * std::log(share / even);
    }
    return sum;
}

double word_worth = 3;

feature_index choose_features(const std::vector<corpus>& from, std::size_t most) {
    constexpr std::size_t filter_size = std::size_t{1} << 28;
    std::vector<std::uint8_t> filter(filter_size);
    std::unordered_map<std::uint64_t, candidate> candidates;
    candidates.reserve(8'000'000);
    for (int pass = 0; pass < 2; ++pass) {
        generator random(7);
        for (std::size_t step = 0; step < 300'000; ++step)
            for (std::size_t language = 0; language < languages.size(); ++language)
                for (const word& one : sample(from[language], random))
                    for_each_feature(one, [&](feature seen) {
                        std::uint8_t& count = filter[seen.hash >> 36];
                        if (pass == 0 && count < 255) ++count;
                        if (pass == 1 && count >= 12) {
                            candidate& what = candidates[seen.hash];
                            // The served languages count more: theirs are what must be told.
                            what.count[language] += 1;
                            what.whole_word = seen.whole_word;
                        }
                    });
    }
    std::cout << candidates.size() << " candidates\n";
    std::vector<std::pair<double, std::uint64_t>> ranked;
    for (const auto& [hash, what] : candidates) {
        double total = 0;
        for (std::size_t column = 0; column < served; ++column) total += what.count[column];
        double among = 0;
        for (std::size_t column = 0; column < served; ++column) {
            const double share = (what.count[column] + 0.1) / (total + 0.5);
            among += what.count[column] * std::log(share * served);
        }
        // Sequences say much the same as those within them; a word says something of its own.
        const double worth = what.whole_word ? word_worth : 1;
        ranked.emplace_back(worth * (information(what) + 2 * among), hash);
    }
    std::sort(ranked.begin(), ranked.end(), std::greater<>());
    if (ranked.size() > most) ranked.resize(most);
    feature_index index;
    for (const auto& [score, hash] : ranked)
        index.emplace(hash, static_cast<std::uint32_t>(index.size()));
    return index;
}

using row = std::array<float, columns>;

struct weights {
    feature_index index;
    std::vector<row> rows;
    std::vector<row> squares;

    std::vector<std::uint32_t> features_of(const words& text, bool without_words) const {
        std::vector<std::uint32_t> found;
        for (const word& one : text)
            for_each_feature(one, [&](feature seen) {
                if (without_words && seen.whole_word) return;
                if (const auto at = index.find(seen.hash); at != index.end())
                    found.push_back(at->second);
            });
        return found;
    }

    row scores(const std::vector<std::uint32_t>& features) const {
        row sum{};
        for (const std::uint32_t one : features)
            for (std::size_t column = 0; column < columns; ++column)
                sum[column] += rows[one][column];
        return sum;
    }
};

row softmax(const row& scores, std::size_t among) {
    row result{};
    const float most = *std::max_element(scores.begin(), scores.begin() + among);
    float total = 0;
    for (std::size_t column = 0; column < among; ++column)
        total += result[column] = std::exp(scores[column] - most);
    for (std::size_t column = 0; column < among; ++column) result[column] /= total;
    return result;
}

void learn(weights& model, const words& text, std::size_t language, generator& random, float rate) {
    auto features = model.features_of(text, unit(random) < 0.25);
    if (features.empty()) return;
    const std::size_t among = language < served && unit(random) < 0.5 ? served : languages.size();
    row step = softmax(model.scores(features), among);
    step[language] -= 1;
    constexpr float decay = 1e-6F;
    for (const std::uint32_t one : features) {
        row& weight = model.rows[one];
        row& square = model.squares[one];
        for (std::size_t column = 0; column < columns; ++column) {
            const float slope = step[column] + decay * weight[column];
            square[column] += slope * slope;
            weight[column] -= rate * slope / std::sqrt(square[column] + 1e-3F);
        }
    }
}

struct tally {
    std::size_t right = 0;
    std::size_t total = 0;
    double share() const {
        return total == 0 ? 0 : 100.0 * static_cast<double>(right) / static_cast<double>(total);
    }
};

bool is_right(const weights& model, const words& text, std::size_t language, std::size_t among) {
    const row scores = model.scores(model.features_of(text, false));
    const auto best = std::max_element(scores.begin(), scores.begin() + among) - scores.begin();
    return static_cast<std::size_t>(best) == language;
}

// Prints the share right on the held out sources: whole texts, and pairs of longer words.
void report(const weights& model, const std::vector<corpus>& all) {
    std::map<std::string, std::array<tally, 4>> by_source;
    std::map<std::string, std::array<tally, 4>> by_language;
    generator random(99);
    for (std::size_t language = 0; language < languages.size(); ++language)
        for (const text_source& source : all[language].tests) {
            for (std::size_t step = 0; step < std::min<std::size_t>(source.lines.size(), 3000);
                 ++step) {
                words text = words_of(source.lines[below(random, source.lines.size())]);
                if (text.size() < 5) continue;
                words pair = text;
                keep_long(pair);
                const auto count = [&](const words& what, std::size_t column) {
                    const bool wide = is_right(model, what, language, languages.size());
                    for (auto* into :
                         {&by_source[source.name], &by_language[languages[language]]}) {
                        (*into)[column].right += wide;
                        ++(*into)[column].total;
                    }
                    if (language >= served) return;
                    const bool narrow = is_right(model, what, language, served);
                    for (auto* into :
                         {&by_source[source.name], &by_language[languages[language]]}) {
                        (*into)[column + 1].right += narrow;
                        ++(*into)[column + 1].total;
                    }
                };
                count(text, 0);
                if (pair.size() >= 2) {
                    const std::size_t begin = below(random, pair.size() - 1);
                    count({pair[begin], pair[begin + 1]}, 2);
                }
            }
        }
    std::printf("%-20s %9s %9s %9s %9s\n", "", "texts", "served", "pairs", "served");
    for (const auto* table : {&by_source, &by_language})
        for (const auto& [name, row] : *table)
            std::printf("%-20s %9.2f %9.2f %9.2f %9.2f\n", name.c_str(), row[0].share(),
                        row[1].share(), row[2].share(), row[3].share());
    std::fflush(stdout);
}

void write_model(const weights& model, const fs::path& file) {
    const std::size_t count = model.rows.size();
    model_header header{};
    std::copy(model_magic.begin(), model_magic.end(), header.magic);
    header.buckets = static_cast<std::uint32_t>(count / 6 + 1);
    std::vector<std::pair<std::uint64_t, std::uint32_t>> ordered;  // best features first
    ordered.reserve(count);
    for (const auto& [hash, at] : model.index) ordered.emplace_back(hash, at);
    std::sort(ordered.begin(), ordered.end(),
              [](const auto& one, const auto& other) { return one.second < other.second; });
    std::vector<std::vector<std::pair<std::uint16_t, std::uint32_t>>> buckets(header.buckets);
    std::size_t lost = 0;
    for (const auto& [hash, at] : ordered) {
        auto& bucket = buckets[bucket_of(hash, header.buckets)];
        const std::uint16_t mark = fingerprint_of(hash);
        const bool taken = std::any_of(bucket.begin(), bucket.end(),
                                       [&](const auto& one) { return one.first == mark; });
        if (bucket.size() < bucket_slots && !taken)
            bucket.emplace_back(mark, at);
        else
            ++lost;
    }
    constexpr float limit = 4;  // beyond it a weight tells nothing more
    header.scale = limit / 127;
    header.rows = static_cast<std::uint32_t>(count - lost);
    header.languages = static_cast<std::uint32_t>(languages.size());
    for (std::size_t language = 0; language < languages.size(); ++language)
        std::copy(languages[language].begin(), languages[language].end(), header.tags[language]);
    std::ofstream out(file, std::ios::binary);
    const auto put = [&](const auto& value) {
        out.write(reinterpret_cast<const char*>(&value), sizeof value);
    };
    put(header);
    for (const auto& bucket : buckets)
        for (std::size_t slot = 0; slot < bucket_slots; ++slot)
            put(slot < bucket.size() ? bucket[slot].first : std::uint16_t{0});
    std::uint32_t base = 0;
    for (const auto& bucket : buckets) {
        put(base);
        base += static_cast<std::uint32_t>(bucket.size());
    }
    for (const auto& bucket : buckets)
        for (const auto& [mark, at] : bucket)
            for (const float weight : model.rows[at])
                put(static_cast<std::int8_t>(
                    std::lround(std::clamp(weight, -limit, limit) / header.scale)));
    std::cout << header.rows << " features written, " << lost << " without a place\n";
}

weights train(const std::vector<corpus>& all, std::size_t most, std::size_t samples) {
    weights model;
    model.index = choose_features(all, most);
    model.rows.resize(model.index.size());
    model.squares.resize(model.index.size());
    generator random(1);
    for (std::size_t step = 0; step < samples; ++step) {
        const float left = 1 - static_cast<float>(step) / static_cast<float>(samples);
        const bool served_turn = unit(random) < 0.35;
        const std::size_t language = below(random, served_turn ? served : languages.size());
        learn(model, sample(all[language], random), language, random, 0.25F * left);
    }
    return model;
}

// Lines that a first model takes for another language: untranslated ones, mostly.
void drop_foreign_lines(const weights& model, std::vector<corpus>& all) {
    for (std::size_t language = 0; language < languages.size(); ++language) {
        std::size_t dropped = 0;
        for (text_source& source : all[language].texts)
            dropped += std::erase_if(source.lines, [&](const std::string& line) {
                const row scores = model.scores(model.features_of(words_of(line), false));
                const auto best =
                    std::max_element(scores.begin(), scores.begin() + languages.size());
                return *best - scores[language] > (best - scores.begin() == english ? 1.0F : 6.0F);
            });
        std::erase_if(all[language].texts,
                      [](const text_source& source) { return source.lines.empty(); });
        all[language].text_cumulated.clear();
        double sum = 0;
        for (const text_source& source : all[language].texts)
            all[language].text_cumulated.push_back(
                sum += std::sqrt(static_cast<double>(source.lines.size())));
        std::cout << languages[language] << ": " << dropped << " lines of another language\n";
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::cerr
            << "usage: train TEXT_DIRECTORY MODEL_FILE [FEATURES [SAMPLES [WORTH_OF_A_WORD]]]\n";
        return 2;
    }
    const std::size_t most = argc > 3 ? std::stoul(argv[3]) : 86'000;
    const std::size_t samples = argc > 4 ? std::stoul(argv[4]) : 10'000'000;
    if (argc > 5) word_worth = std::stod(argv[5]);
    std::vector<corpus> all = read_all(argv[1]);
    drop_foreign_lines(train(all, most / 2, 1'500'000), all);
    const weights model = train(all, most, samples);
    report(model, all);
    write_model(model, argv[2]);
}
