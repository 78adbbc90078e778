#include "zendesk/comment.hpp"

#include <map>

#include "earshot/helpdesk.hpp"
#include "earshot/helpdesk/comment_text.hpp"

namespace earshot::zendesk {

namespace {

using people = std::map<std::string, comment_author>;

people people_in(const object_view& page) {
    people found;
    for (const json::value& one : page.list("users")) {
        const object_view user(&one);
        const std::string role = user.text("role");
        found[user.text("id")] = {user.text("id"), user.text("name"),
                                  role == "agent" || role == "admin"};
    }
    return found;
}

}  // namespace

bool names_a_case(std::string_view case_key) {
    return !case_key.empty() && !case_key.starts_with("gap/") && !case_key.starts_with("sha256:");
}

void read_answer(const comment& said, const std::string& case_key, const reading& with,
                 batch& into) {
    const bool own = !with.own_agent.empty() && said.by.id == with.own_agent;
    if (!said.open || !said.by.staff || own || helpdesk::is_ours(said.words)) return;
    auto answer = helpdesk::answer_to(case_key, "comment-" + said.id, said.words);
    if (!answer) {
        into.rejects.push_back(
            {R"({"comment":")" + said.id + R"("})", answer.error().detail, "comment-" + said.id});
        return;
    }
    answer->origin = with.origin;
    answer->author = said.by.name;
    answer->written = said.created;
    into.replies.push_back(std::move(*answer));
}

void read_comments(const json::value& body, const std::string& case_key, const reading& with,
                   const text& reader, batch& into) {
    const object_view page(&body);
    const people known = people_in(page);
    for (const json::value& one : page.list("comments")) {
        const object_view from(&one);
        comment said;
        said.id = from.text("id");
        said.open = from.flag("public");
        said.created = from.time("created_at");
        if (said.id.empty() || !said.open || said.created < with.floor) continue;
        const auto author = known.find(from.text("author_id"));
        if (author == known.end()) continue;  // a rule of Zendesk's, or somebody deleted
        said.by = author->second;
        const std::string plain = from.text("plain_body");
        said.words = helpdesk::read_words(from.text("html_body"),
                                          plain.empty() ? from.text("body") : plain, reader);
        read_answer(said, case_key, with, into);
    }
}

}  // namespace earshot::zendesk
