#include "nats/acknowledgement.hpp"

#include <boost/json.hpp>

namespace earshot::nats {

namespace {

namespace json = boost::json;

constexpr std::size_t longest = 64 << 10;
constexpr duration pause_when_full{30'000};

std::optional<json::object> object_in(std::string_view text) {
    json::error_code problem;
    if (text.size() > longest) return std::nullopt;
    json::value whole = json::parse(json::string_view(text.data(), text.size()), problem);
    if (problem || !whole.is_object()) return std::nullopt;
    return std::move(whole.as_object());
}

const json::object* object_at(const json::object& from, std::string_view key) {
    const json::value* found = from.if_contains(json::string_view(key.data(), key.size()));
    return found ? found->if_object() : nullptr;
}

std::int64_t number_at(const json::object& from, const char* key) {
    const json::value* found = from.if_contains(key);
    return found && found->is_int64() ? found->get_int64() : 0;
}

std::string text_at(const json::object& from, const char* key) {
    const json::value* found = from.if_contains(key);
    const json::string* text = found ? found->if_string() : nullptr;
    return text ? std::string(text->data(), text->size()) : std::string();
}

// Ours to say where we know the code; the server's words otherwise.
error why_refused(const json::object& said) {
    const std::string words = "the server says: " + text_at(said, "description").substr(0, 200);
    switch (number_at(said, "err_code")) {
        case 10054:
            return {error_kind::invalid, "nats.too_large",
                    words + "; raise max_msg_size of the stream, then send the dead letter again"};
        case 10060:
            return {error_kind::transient, "nats.wrong_stream",
                    words + "; the subject belongs to another stream than the one configured"};
        case 10077:
            return error::throttled(
                pause_when_full, "nats.full",
                words + "; give the stream room, or let it discard what is old");
        default: break;
    }
    if (number_at(said, "code") >= 500) return {error_kind::transient, "nats.unavailable", words};
    return {error_kind::permanent, "nats.refused", words};
}

}  // namespace

result<receipt> read_acknowledgement(std::string_view text) {
    const auto answer = object_in(text);
    if (answer) {
        if (const json::object* refusal = object_at(*answer, "error"))
            return std::unexpected(why_refused(*refusal));
        const std::string stream = text_at(*answer, "stream");
        const std::int64_t sequence = number_at(*answer, "seq");
        if (!stream.empty() && sequence > 0)
            return receipt{stream + ":" + std::to_string(sequence), {}};
    }
    return fail(error_kind::transient, "nats.answer",
                "something that is no stream answered: look who else listens on the subject");
}

std::optional<duration> duplicate_window(std::string_view text) {
    const auto answer = object_in(text);
    const json::object* config = answer ? object_at(*answer, "config") : nullptr;
    const std::int64_t nanoseconds = config ? number_at(*config, "duplicate_window") : 0;
    if (nanoseconds <= 0) return std::nullopt;
    return std::chrono::duration_cast<duration>(std::chrono::nanoseconds{nanoseconds});
}

}  // namespace earshot::nats
