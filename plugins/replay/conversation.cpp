#include "replay/conversation.hpp"

#include <boost/json.hpp>

namespace earshot::replay {

namespace {

namespace json = boost::json;

std::string_view text(const json::object& from, std::string_view key) {
    const json::value* found = from.if_contains(key);
    const json::string* held = found ? found->if_string() : nullptr;
    return held ? std::string_view(*held) : std::string_view();
}

const json::object* object(const json::object& from, std::string_view key) {
    const json::value* found = from.if_contains(key);
    return found ? found->if_object() : nullptr;
}

// The member that names the speaker: `agent`, or `client`, `client1` ... for several customers.
std::string_view speaker_of(const json::object& said) {
    for (const auto& [key, value] : said)
        if (value.is_string() && (key == "agent" || std::string_view(key).starts_with("client")))
            return key;
    return {};
}

malformed reject(const json::value& what, std::string reason, std::string_view id = {}) {
    return {json::serialize(what), std::move(reason), std::string(id)};
}

// Reads turns in order and knows the one before.
class reader {
public:
    reader(std::string_view session, const std::string& account, std::vector<turn>& turns)
        : session_(session), account_(account), turns_(turns) {}

    void add(const json::value& said) {
        const json::object* members = said.if_object();
        if (!members) return put_aside(said, "a turn is not an object");
        const std::string_view id = text(*members, "tweet_ID");
        const std::string_view speaker = speaker_of(*members);
        const auto created = parse_rfc3339(text(*members, "datetime"));
        if (id.empty()) return put_aside(said, "a turn without tweet_ID");
        if (speaker.empty()) return put_aside(said, "a turn without client or agent", id);
        if (!created) return put_aside(said, "a turn whose datetime is not RFC 3339", id);
        if (!members->contains("message")) return put_aside(said, "a turn without message", id);
        keep(*members, id, speaker, *created);
    }

private:
    void keep(const json::object& from, std::string_view id, std::string_view speaker,
              timestamp created) {
        message said;
        said.platform = "replay";
        said.account = account_;
        said.object_id = session_ + "/" + std::string(id);
        said.kind = parent_.empty() ? message_kind::post : message_kind::reply;
        said.from = speaker == "agent" ? direction::from_us : direction::from_customer;
        said.by.id = said.by.handle = text(from, speaker);
        said.thread_id = session_;
        said.parent_id = parent_;
        said.text = text(from, "message");
        // Recorded because the company was spoken to, by whatever name.
        said.addressed = said.from == direction::from_customer;
        said.created = created;
        said.raw = json::serialize(from);
        parent_ = said.object_id;
        last_ = created;
        turns_.push_back({created, std::move(said)});
    }

    void put_aside(const json::value& what, std::string reason, std::string_view id = {}) {
        turns_.push_back({last_, reject(what, std::move(reason), id)});
    }

    std::string session_;
    const std::string& account_;
    std::vector<turn>& turns_;
    std::string parent_;
    timestamp last_;
};

}  // namespace

void add_conversation(const json::value& conversation, const std::string& account,
                      std::vector<turn>& turns) {
    const json::object* whole = conversation.if_object();
    const json::object* header = whole ? object(*whole, "dialogHeader") : nullptr;
    const json::value* content = whole ? whole->if_contains("dialogContent") : nullptr;
    const std::string_view session = header ? text(*header, "sessionID") : std::string_view();
    if (session.empty() || !content || !content->is_array()) {
        const char* reason = "a conversation without dialogHeader.sessionID or dialogContent";
        turns.push_back({{}, reject(conversation, reason)});
        return;
    }
    reader from(session, account, turns);
    for (const json::value& said : content->get_array()) from.add(said);
}

}  // namespace earshot::replay
