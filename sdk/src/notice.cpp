// The JSON form of notices, and of the gaps that they tell of.
#include "earshot/sink.hpp"

#include "json_members.hpp"

namespace earshot {

namespace {

using namespace json_members;
using json_members::put;

void put(json::object& into, const reply& answer) {
    into["answer"] = json::parse(view(to_json(answer)));
}

json::object write(const answer_published& what) {
    json::object out{{"what", "answer_published"}};
    put(out, what.answer);
    json::object proof{{"id", view(what.proof.id)}};
    put(proof, "url", what.proof.url);
    out["receipt"] = std::move(proof);
    return out;
}

json::object write(const answer_refused& what) {
    json::object out{{"what", "answer_refused"}};
    put(out, what.answer);
    put(out, "code", what.code);
    put(out, "detail", what.detail);
    return out;
}

json::object write(const gap_found& what) {
    json::object out = json::parse(view(to_json(what))).as_object();
    out["what"] = "gap_found";
    return out;
}

}  // namespace

std::string to_json(const gap_found& item) {
    json::object out;
    out["version"] = 1;
    put(out, "platform", item.platform);
    put(out, "account", item.account);
    put(out, "from", item.missed.from);
    put(out, "to", item.missed.to);
    put(out, "reason", item.missed.reason);
    return written(out);
}

result<gap_found> gap_found_from_json(std::string_view text) {
    const auto from = parse_object(text, "gap");
    if (!from) return std::unexpected(from.error());
    gap_found out;
    get(*from, "platform", out.platform);
    get(*from, "account", out.account);
    get(*from, "from", out.missed.from);
    get(*from, "to", out.missed.to);
    get(*from, "reason", out.missed.reason);
    return out;
}

std::string to_json(const notice& item) {
    json::object out = std::visit([](const auto& what) { return write(what); }, item.what);
    out["version"] = 1;
    put(out, "case", item.case_key);
    return written(out);
}

}  // namespace earshot
