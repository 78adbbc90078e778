#include "redmine/issue_reader.hpp"

#include "earshot/helpdesk.hpp"
#include "earshot/helpdesk/comment_text.hpp"
#include "redmine/issue_list.hpp"

namespace earshot::redmine {

namespace {

std::string id_of(const object_view& journal) { return "journal-" + journal.text("id"); }

void reject(const object_view& journal, std::string reason, batch& into) {
    into.rejects.push_back(
        {"{\"journal\":\"" + journal.text("id") + "\"}", std::move(reason), id_of(journal)});
}

ticket_change change_in(const object_view& journal, const std::string& case_key) {
    ticket_change made;
    made.case_key = case_key;
    made.by = journal.object("user").text("name");
    made.at = journal.time("created_on");
    return made;
}

// The assignee's name where the issue still has it, otherwise the number.
std::string assignee(const object_view& issue, const std::string& user) {
    const object_view now = issue.object("assigned_to");
    return now.text("id") == user ? now.text("name") : user.empty() ? "" : "user " + user;
}

void read_detail(const object_view& detail, const object_view& issue, ticket_change change,
                 const reading& with, batch& into) {
    const std::string name = detail.text("name");
    const std::string before = detail.text("old_value");
    const std::string after = detail.text("new_value");
    if (detail.text("property") != "attr") return;
    if (name == "assigned_to_id") {
        change.what = ticket_act::assigned;
        change.to = assignee(issue, after);
    } else if (name == "status_id" && with.closed.contains(before) != with.closed.contains(after)) {
        change.what = with.closed.contains(after) ? ticket_act::closed : ticket_act::reopened;
    } else {
        return;
    }
    change.id += "/" + std::string(to_string(change.what));
    into.changes.push_back(std::move(change));
}

void read_journal(const object_view& journal, const object_view& issue, const std::string& case_key,
                  const reading& with, batch& into) {
    const std::string user = journal.object("user").text("id");
    if (user == with.own_user || journal.time("created_on") < with.floor) return;
    read_answer(journal, case_key, with, into);
    ticket_change change = change_in(journal, case_key);
    change.id = id_of(journal);
    for (const json::value& one : journal.list("details"))
        read_detail(&one, issue, change, with, into);
}

}  // namespace

void read_answer(const object_view& journal, const std::string& case_key, const reading& with,
                 batch& into) {
    const std::string notes = journal.text("notes");
    const std::string user = journal.object("user").text("id");
    const bool ours = helpdesk::is_ours(notes) || (!with.own_user.empty() && user == with.own_user);
    if (notes.empty() || journal.flag("private_notes") || ours) return;
    auto text = answer_in(notes, with.at.answers);
    if (!text) return;
    if (journal.text("id").empty()) return reject(journal, "a note without number", into);
    auto said = helpdesk::answer_to(case_key, id_of(journal), std::move(*text));
    if (!said) return reject(journal, said.error().detail, into);
    said->origin = with.origin;
    said->author = journal.object("user").text("name");
    said->written = journal.time("created_on");
    into.replies.push_back(std::move(*said));
}

void read_issue(const json::value& body, const reading& with, batch& into) {
    const object_view issue = object_view(&body).object("issue");
    const std::string case_key = case_key_of(issue, with.at);
    if (!names_a_case(case_key)) return;
    for (const json::value& one : issue.list("journals"))
        read_journal(&one, issue, case_key, with, into);
}

}  // namespace earshot::redmine
