// Texts a second on one core: the language detector, and CLD2 alone as the comparison.
//
//   language_bench [DIRECTORY]     files of one text a line; default: tests/language/sentences
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "language/cld2_evidence.hpp"
#include "language/detector.hpp"

namespace {

using namespace earshot::language;

std::vector<std::string> read(const std::filesystem::path& folder) {
    std::vector<std::string> texts;
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
        std::ifstream in(file.path());
        for (std::string line; std::getline(in, line);)
            if (!line.empty()) texts.push_back(line);
    }
    return texts;
}

// The best of several rounds: the machine has other things to do, too.
template <class Ask>
void time(const char* name, const std::vector<std::string>& texts, Ask ask) {
    double best = 0;
    for (int round = 0; round < 9; ++round) {
        const auto begin = std::chrono::steady_clock::now();
        std::size_t letters = 0;
        for (const std::string& text : texts) letters += ask(text);
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
        if (letters > 0) best = std::max(best, static_cast<double>(texts.size()) / took.count());
    }
    std::cout << name << ": " << static_cast<long long>(best) << " texts/s\n";
}

}  // namespace

int main(int argc, char** argv) {
    const std::filesystem::path folder = argc > 1 ? argv[1] : "tests/language/sentences";
    if (!std::filesystem::is_directory(folder)) {
        std::cerr << "language_bench: no directory " << folder << "\n";
        return 2;
    }
    const std::vector<std::string> texts = read(folder);
    std::size_t bytes = 0;
    for (const std::string& text : texts) bytes += text.size();
    std::cout << texts.size() << " texts of " << bytes / std::max<std::size_t>(texts.size(), 1)
              << " bytes on average\n";
    const auto made = detector::make({.serves = {"nl", "en", "de", "es", "pt", "ja"}});
    if (!made) return 1;
    time("earshot, with abstention", texts,
         [&](const std::string& text) { return made->detect(text, {}, {}).evidence.size(); });
    time("earshot, best guess     ", texts,
         [&](const std::string& text) { return made->best_guess(text).size(); });
    time("CLD2 alone              ", texts,
         [](const std::string& text) { return ask_cld2(text).tag.size(); });
}
