#include "app/cli/language_command.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <ostream>
#include <vector>

#include "app/cli/answers.hpp"
#include "app/cli/exit_code.hpp"
#include "app/cli/table.hpp"
#include "app/cli/visible.hpp"
#include "language/detector.hpp"
#include "language/tags.hpp"

namespace earshot::app::cli {

namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

constexpr std::uintmax_t most_bytes = 256U << 20;  // of one file

// Texts by their true language.
using collection = std::map<std::string, std::vector<std::string>>;

struct tally {
    std::size_t right = 0;
    std::size_t wrong = 0;
    std::size_t abstained = 0;
    std::map<std::string, std::size_t> taken_for;

    std::size_t decided() const { return right + wrong; }
    std::size_t total() const { return decided() + abstained; }

    void count(const std::string& truth, const std::string& said) {
        if (said.empty()) {
            ++abstained;
        } else if (said == truth) {
            ++right;
        } else {
            ++wrong;
            ++taken_for[said];
        }
    }

    void add(const tally& other) {
        right += other.right;
        wrong += other.wrong;
        abstained += other.abstained;
        for (const auto& [tag, times] : other.taken_for) taken_for[tag] += times;
    }
};

struct measured {
    std::map<std::string, tally> by_language;
    tally all;
    double texts_a_second = 0;
};

result<std::vector<std::string>> languages_of(const std::string& list) {
    std::vector<std::string> tags;
    std::size_t begin = 0;
    while (begin < list.size()) {
        const auto end = std::min(list.find(',', begin), list.size());
        const std::string written = list.substr(begin, end - begin);
        begin = end + 1;
        const auto tag = language::language_named(written);
        if (!tag)
            return fail(error_kind::invalid, tag.error().code,
                        "--languages: " + tag.error().detail + ",en,pt");
        if (std::ranges::find(tags, *tag) == tags.end()) tags.push_back(*tag);
    }
    return tags;
}

result<void> read_texts(const fs::path& file, std::vector<std::string>& into) {
    std::error_code trouble;
    const auto size = fs::file_size(file, trouble);
    std::ifstream in(file, std::ios::binary);
    if (trouble || !in)
        return fail(error_kind::invalid, "language.file",
                    file.string() + " cannot be read; it must be a file of one text a line");
    if (size > most_bytes)
        return fail(error_kind::invalid, "language.file",
                    file.string() + " has over 256 MiB; give a part of it");
    for (std::string line; std::getline(in, line);) {
        if (line.ends_with('\r')) line.pop_back();
        if (!line.empty()) into.push_back(std::move(line));
    }
    return {};
}

// Files that no language names are passed over, and named in `passed_over`.
result<collection> read_directory(const std::string& name, const std::vector<std::string>& only,
                                  std::vector<std::string>& passed_over) {
    std::error_code trouble;
    fs::directory_iterator files(name, trouble);
    if (trouble)
        return fail(error_kind::invalid, "language.directory",
                    name + ": " + trouble.message() +
                        "; give a directory of files named by language, such as nl.txt and pt.txt");
    collection found;
    for (const fs::directory_entry& one : files) {
        if (!one.is_regular_file()) continue;
        const auto tag = language::language_named(one.path().stem().string());
        if (!tag) {
            passed_over.push_back(one.path().filename().string());
            continue;
        }
        if (!only.empty() && std::ranges::find(only, *tag) == only.end()) continue;
        if (auto read = read_texts(one.path(), found[*tag]); !read)
            return std::unexpected(read.error());
    }
    std::erase_if(found, [](const auto& one) { return one.second.empty(); });
    if (found.empty())
        return fail(error_kind::invalid, "language.directory",
                    name + " has no file with a text named by a language" +
                        (only.empty() ? std::string() : " of --languages") +
                        "; name the files such as nl.txt and pt.txt, one text a line");
    for (const std::string& tag : only)
        if (!found.contains(tag))
            return fail(error_kind::invalid, "language.directory",
                        name + " has no file with a text in '" + tag + "'; add " + tag +
                            ".txt or leave it out of --languages");
    return found;
}

template <class Ask>
measured measure(const collection& texts, Ask ask) {
    measured result;
    const auto begin = std::chrono::steady_clock::now();
    for (const auto& [tag, lines] : texts) {
        tally& own = result.by_language[tag];
        for (const std::string& line : lines) own.count(tag, ask(line));
        result.all.add(own);
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    result.texts_a_second = static_cast<double>(result.all.total()) / std::max(took.count(), 1e-9);
    return result;
}

std::string percent(std::size_t part, std::size_t of) {
    if (of == 0) return "-";
    char text[16];
    std::snprintf(text, sizeof text, "%.2f %%",
                  100.0 * static_cast<double>(part) / static_cast<double>(of));
    return text;
}

std::string mistakes(const tally& from) {
    std::vector<std::pair<std::size_t, std::string>> ordered;
    for (const auto& [tag, times] : from.taken_for) ordered.emplace_back(times, tag);
    std::ranges::sort(ordered, std::ranges::greater());
    std::string text;
    for (std::size_t at = 0; at < std::min<std::size_t>(ordered.size(), 3); ++at)
        text +=
            (at == 0 ? "" : ", ") + ordered[at].second + " " + std::to_string(ordered[at].first);
    return text;
}

void add_row(table& to, const std::string& name, const tally& row) {
    to.add({name, std::to_string(row.right), std::to_string(row.wrong),
            std::to_string(row.abstained), std::to_string(row.total()),
            percent(row.right, row.total()), percent(row.right, row.decided()), mistakes(row)});
}

std::string as_text(const std::string& title, const measured& what, const style& look) {
    table rows({{"language"},
                {"right", align::right},
                {"wrong", align::right},
                {"abstained", align::right},
                {"total", align::right},
                {"right of all", align::right},
                {"of decided", align::right},
                {"taken for"}});
    for (const auto& [tag, row] : what.by_language) add_row(rows, tag, row);
    add_row(rows, "all", what.all);
    return title + "\n" + rows.text(look) +
           std::to_string(static_cast<long long>(what.texts_a_second)) + " texts a second\n";
}

json::object as_json(const tally& row) {
    json::object taken;
    for (const auto& [tag, times] : row.taken_for) taken[tag] = times;
    return {{"right", row.right},
            {"wrong", row.wrong},
            {"abstained", row.abstained},
            {"total", row.total()},
            {"taken_for", std::move(taken)}};
}

json::object as_json(const measured& what) {
    json::object languages;
    for (const auto& [tag, row] : what.by_language) languages[tag] = as_json(row);
    return {{"languages", std::move(languages)},
            {"all", as_json(what.all)},
            {"texts_a_second", what.texts_a_second}};
}

}  // namespace

int language_measure(const invocation& how, const language_words& said) {
    auto only = languages_of(said.languages);
    if (!only) return complain(how, only.error(), usage);
    std::vector<std::string> passed_over;
    const auto texts = read_directory(said.directory, *only, passed_over);
    if (!texts) return complain(how, texts.error(), usage);
    for (const std::string& file : how.look.json ? std::vector<std::string>() : passed_over)
        how.err << "passed over: " << visible(file) << ": its name is no language's code\n";
    const auto made = language::detector::make({.serves = *only});
    if (!made) return complain(how, made.error(), usage);
    const measured honest =
        measure(*texts, [&](const std::string& text) { return made->detect(text, {}, {}).tag; });
    const measured forced =
        measure(*texts, [&](const std::string& text) { return made->best_guess(text); });
    if (how.look.json)
        how.out << json_line(
            {{"with_abstention", as_json(honest)},
             {"best_guess", as_json(forced)},
             {"passed_over", json::array(passed_over.begin(), passed_over.end())}});
    else
        how.out << as_text("with abstention", honest, how.look) << "\n"
                << as_text("best guess", forced, how.look);
    how.out << std::flush;
    return done;
}

}  // namespace earshot::app::cli
