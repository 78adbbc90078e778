// Guest book: what people write in it comes in by polling.
#include <boost/json.hpp>

#include "earshot/plugin.hpp"

using namespace earshot;

// One entry of the platform's JSON as a message. Throws where a member is missing or of another
// type.
message to_message(const boost::json::value& entry) {
    message made;
    made.kind = message_kind::review;
    made.object_id = entry.at("id").as_string().c_str();
    made.by.id = made.by.handle = entry.at("guest").as_string().c_str();
    made.text = entry.at("text").as_string().c_str();
    made.created = parse_rfc3339(entry.at("written").as_string().c_str()).value();
    if (const auto* stars = entry.as_object().if_contains("stars"))
        made.stars = static_cast<int>(stars->as_int64());  // of five
    made.addressed = true;  // whoever writes in a guest book means the house
    made.raw = boost::json::serialize(entry);
    return made;
}

class guestbook : public provides<polling> {
public:
    static constexpr field fields[] = {
        {"base_url", field_type::url, presence::required, nullptr, nullptr, "Where the book lies."},
    };
    static constexpr const char* hosts[] = {"{base_url}"};

    explicit guestbook(host& services)
        : base_url_(services.configuration().text("base_url")), http_(use<http>(services)) {}

    task<result<poll_result>> poll(poll_request request) override {
        http_request ask("GET", base_url_ + "/entries?after=" + percent_encode(request.cursor));
        const auto answer = co_await http_.send(std::move(ask));
        if (!answer) co_return std::unexpected(answer.error());
        if (answer->status != 200)
            co_return fail(error_kind::transient, "guestbook.status",
                           "GET /entries was answered with " + std::to_string(answer->status));
        co_return read(answer->body, std::move(request.cursor));
    }

private:
    static result<poll_result> read(const std::string& body, std::string cursor) {
        boost::system::error_code problem;
        const auto entries = boost::json::parse(body, problem);
        if (problem || !entries.is_array())
            return fail(error_kind::transient, "guestbook.body", "GET /entries gave no JSON array");
        poll_result made{.cursor = std::move(cursor)};
        for (const auto& entry : entries.get_array()) {
            try {
                // Also past one that makes no sense, so that it is a reject once.
                made.cursor = entry.at("id").as_string().c_str();
                made.items.messages.push_back(to_message(entry));
            } catch (const std::exception& why) {
                made.items.rejects.push_back({boost::json::serialize(entry), why.what(), ""});
            }
        }
        return made;
    }

    std::string base_url_;
    http& http_;
};

EARSHOT_PLUGIN(guestbook, .id = "guestbook", .version = "0.1.0", .vendor = "You",
               .summary = "Entries of a guest book");
