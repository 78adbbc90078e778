#include "store/key_value.hpp"

#include <array>

#include "store/migrations.hpp"
#include "store/worker.hpp"

namespace earshot::stores {

namespace {

constexpr std::size_t longest_key = 256;
constexpr std::size_t largest_value = 64 * 1'024;

constexpr std::array migrations{
    "CREATE TABLE pair (instance TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,"
    " PRIMARY KEY (instance, key)) STRICT, WITHOUT ROWID"};

class file final : public key_value {
public:
    file(file_name name, boost::asio::any_io_executor loop)
        : database_(std::move(name), access::read_write, {.cache_kib = 256}),
          worker_(prepared(database_), access::read_write, std::move(loop)) {}

    std::unique_ptr<earshot::store> of(std::string instance) override;

    task<result<std::optional<std::string>>> get(std::string instance, std::string key) {
        return worker_.run([this, instance = std::move(instance), key = std::move(key)] {
            return find(instance, key);
        });
    }

    task<result<void>> put(std::string instance, std::string key, std::string value) {
        return worker_.run([this, instance = std::move(instance), key = std::move(key),
                            value = std::move(value)] { return write(instance, key, value); });
    }

private:
    static database& prepared(database& opened) {
        migrate(opened, migrations);
        return opened;
    }

    result<std::optional<std::string>> find(const std::string& instance, const std::string& key) {
        statement select(database_, "SELECT value FROM pair WHERE instance = ? AND key = ?");
        auto found = select(instance, key);
        if (!found.next()) return std::nullopt;
        return std::string(found.text(0));
    }

    result<void> write(const std::string& instance, const std::string& key,
                       const std::string& value) {
        if (key.empty() || key.size() > longest_key || value.size() > largest_value)
            return fail(error_kind::invalid, "state.too_large",
                        "A key of " + std::to_string(key.size()) + " bytes with a value of " +
                            std::to_string(value.size()) + " bytes was to be stored for " +
                            instance + ": keys have 1 to 256 bytes, values up to 65536");
        statement(database_,
                  "INSERT INTO pair VALUES (?, ?, ?)"
                  " ON CONFLICT DO UPDATE SET value = excluded.value")
            .run(instance, key, value);
        return {};
    }

    database database_;
    worker worker_;  // last: it ends before its database
};

class part final : public earshot::store {
public:
    part(file& whole, std::string instance) : whole_(whole), instance_(std::move(instance)) {}

    task<result<std::optional<std::string>>> get(std::string key) override {
        return whole_.get(instance_, std::move(key));
    }

    task<result<void>> put(std::string key, std::string value) override {
        return whole_.put(instance_, std::move(key), std::move(value));
    }

private:
    file& whole_;
    std::string instance_;
};

std::unique_ptr<earshot::store> file::of(std::string instance) {
    return std::make_unique<part>(*this, std::move(instance));
}

}  // namespace

result<std::unique_ptr<key_value>> open_key_value(std::filesystem::path path,
                                                  boost::asio::any_io_executor loop) {
    try {
        return std::make_unique<file>(file_name{"state", std::move(path)}, std::move(loop));
    } catch (const failure& problem) {
        return std::unexpected(problem.why);
    }
}

}  // namespace earshot::stores
