#include "journal/log_file.hpp"

#include "journal/log_reader.hpp"
#include "journal/schema.hpp"
#include "store/migrations.hpp"

namespace earshot::journal {

namespace {

constexpr std::size_t first_version_with_understandings = 2;

[[noreturn]] void refuse(const char* code, std::string sentence) {
    throw stores::failure(error(error_kind::permanent, code, std::move(sentence)));
}

stores::file_name existing(std::filesystem::path path) {
    std::error_code problem;
    if (!std::filesystem::is_regular_file(path, problem))
        refuse("journal.no_file", "There is no journal " + path.string() + ": check the path" +
                                      (problem ? " (" + problem.message() + ")" : ""));
    return {"journal", std::move(path)};
}

bool has_table(stores::database& file, const std::string& name) {
    return file.number("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = '" +
                       name + "'") > 0;
}

// Other files of ours are databases, too.
std::size_t version_of_journal(stores::database& file) {
    if (!has_table(file, "entry") || !has_table(file, "position"))
        refuse("journal.not_one", file.file().path.string() +
                                      " is a database, but not a journal: give the path of the "
                                      "daemon's journal");
    return stores::version_of(file, schema_steps());
}

template <class Work>
auto attempt(Work work) -> result<decltype(work())> {
    try {
        return work();
    } catch (const stores::failure& problem) {
        return std::unexpected(problem.why);
    }
}

class sqlite_log_file final : public log_file {
public:
    explicit sqlite_log_file(std::filesystem::path path)
        : file_(existing(std::move(path)), stores::access::read),
          version_(version_of_journal(file_)),
          log_(file_) {
        if (version_ >= first_version_with_understandings)
            understanding_.emplace(file_, "SELECT body FROM understanding WHERE seq = ?");
    }

    result<std::vector<entry>> read(sequence after, int limit) override {
        return attempt([&] { return log_.read(after, limit); });
    }

    result<std::optional<understanding>> understanding_of(sequence about) override {
        const auto body = attempt([&] { return stored(about); });
        if (!body) return std::unexpected(body.error());
        if (!*body) return std::nullopt;
        auto what = understanding_from_json(**body);
        if (!what) return std::unexpected(what.error());
        return std::move(*what);
    }

private:
    std::optional<std::string> stored(sequence about) {
        if (!understanding_) return std::nullopt;
        auto row = (*understanding_)(about);
        if (!row.next()) return std::nullopt;
        return std::string(row.text(0));
    }

    stores::database file_;
    std::size_t version_;
    log_reader log_;
    std::optional<stores::statement> understanding_;
};

}  // namespace

result<std::unique_ptr<log_file>> open_log_file(std::filesystem::path path) {
    return attempt([&] -> std::unique_ptr<log_file> {
        return std::make_unique<sqlite_log_file>(std::move(path));
    });
}

}  // namespace earshot::journal
