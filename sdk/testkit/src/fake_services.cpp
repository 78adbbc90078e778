#include "earshot/testkit/fake_services.hpp"

#include <algorithm>

namespace earshot::testkit {

namespace {

std::string padded(std::uint64_t number, std::size_t length) {
    const std::string digits = std::to_string(number);
    if (digits.size() >= length) return digits.substr(digits.size() - length);
    return std::string(length - digits.size(), '0') + digits;
}

}  // namespace

task<result<std::string>> fake_oauth::access_token(oauth_client client) {
    asked_ = std::move(client);
    if (problem_) co_return std::unexpected(*problem_);
    co_return current();
}

void fake_oauth::reject(const std::string& token) {
    if (token == current()) rejected_.push_back(token);
}

result<std::string> fake_secrets::read(std::string_view field) {
    if (const auto found = values_.find(field); found != values_.end()) return found->second;
    return fail(error_kind::permanent, "testkit.secret",
                "the test sets no secret for the field " + std::string(field));
}

task<result<std::optional<std::string>>> fake_store::get(std::string key) {
    std::optional<std::string> found;
    if (const auto at = values.find(key); at != values.end()) found = at->second;
    co_return found;
}

task<result<void>> fake_store::put(std::string key, std::string value) {
    if (key.size() > 256 || value.size() > 65'536)
        co_return fail(error_kind::invalid, "testkit.store", "the key or the value is too large");
    values[std::move(key)] = std::move(value);
    co_return result<void>();
}

task<result<vault_turn>> fake_vault::take() {
    if (current_ != 0)
        co_return earshot::fail(error_kind::permanent, "testkit.vault",
                                "a turn was taken while another one had not ended");
    current_ = ++last_;
    vault_turn made;
    made.number = current_;
    made.kept = kept;
    co_return made;
}

task<result<void>> fake_vault::keep(std::uint64_t turn, std::string value) {
    if (problem_) co_return std::unexpected(*problem_);
    if (turn == 0 || turn != current_)
        co_return earshot::fail(error_kind::conflict, "testkit.vault", "that turn is over");
    kept = std::move(value);
    co_return result<void>();
}

void fake_vault::end(std::uint64_t turn) noexcept {
    if (turn == current_) current_ = 0;
}

std::size_t recording_log::count(std::string_view id) const {
    return static_cast<std::size_t>(std::ranges::count(events_, id, &event::id));
}

bool recording_log::mentions(std::string_view part) const {
    return std::ranges::any_of(events_, [&](const event& one) {
        return std::ranges::any_of(one.fields, [&](const auto& field) {
            return field.second.find(part) != std::string::npos;
        });
    });
}

void recording_log::write(log_level level, std::string_view id,
                          std::initializer_list<log_field> fields) {
    event& made = events_.emplace_back(level, std::string(id));
    for (const auto& [name, value] : fields) made.fields.emplace(name, value);
}

std::string fake_ids::next() { return "00000000-0000-7000-8000-" + padded(++ids_, 12); }

std::string fake_ids::nonce(std::size_t length) { return padded(++nonces_, length); }

}  // namespace earshot::testkit
