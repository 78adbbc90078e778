// The JSON form of a notice.
#include "json_members.hpp"

#include "earshot/sink.hpp"

namespace earshot {

namespace {

using namespace json_members;

void put(json::object& into, const reply& answer) {
    into["answer"] = json::parse(view(to_json(answer)));
}

json::object write(const answer_published& what) {
    json::object out{{"what", "answer_published"}};
    put(out, what.answer);
    json::object proof{{"id", view(what.proof.id)}};
    json_members::put(proof, "url", what.proof.url);
    out["receipt"] = std::move(proof);
    return out;
}

json::object write(const answer_refused& what) {
    json::object out{{"what", "answer_refused"}};
    put(out, what.answer);
    json_members::put(out, "code", what.code);
    json_members::put(out, "detail", what.detail);
    return out;
}

json::object write(const gap_found& what) {
    json::object out = json::parse(view(to_json(what))).as_object();
    out["what"] = "gap_found";
    return out;
}

}  // namespace

std::string to_json(const notice& item) {
    json::object out = std::visit([](const auto& what) { return write(what); }, item.what);
    out["version"] = 1;
    json_members::put(out, "case", item.case_key);
    return written(out);
}

}  // namespace earshot
