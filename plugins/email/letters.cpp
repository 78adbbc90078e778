#include "email/letters.hpp"

#include <algorithm>

#include "earshot/helpdesk.hpp"
#include "earshot/signature.hpp"
#include "email/incoming.hpp"
#include "email/quotes.hpp"

namespace earshot::email {

namespace {

message_place place_of(const message& item) {
    return {item.platform, item.account, item.object_id};
}

std::string case_of(const sink_item& one) {
    return one.understood.case_key.empty() ? name_of(place_of(one.item)) : one.understood.case_key;
}

std::string display_name(const message& item) {
    const std::string& name = !item.by.display_name.empty() ? item.by.display_name : item.by.handle;
    return (name.empty() ? item.by.id : name) + " (" + item.platform + ")";
}

// An address of the person's own in our domain: mail programs keep people apart by it.
std::string person_address(const message& item, const std::string& from) {
    const std::string who = item.platform + "/" + item.by.id;
    const std::size_t at = from.find('@');
    return from.substr(0, at) + "+" + base32hex(digest(hash::sha256, who)).substr(0, 16) +
           from.substr(at);
}

bool is_message_id(const std::string& text) {
    const std::string dotted = "." + text + ".";  // each side is words with one dot between them
    if (dotted.contains("..") || dotted.contains(".@") || dotted.contains("@.")) return false;
    return std::ranges::count(text, '@') == 1 && text.size() < 500 &&
           std::ranges::all_of(
               text,
               [](char c) {
                   return c > 0x20 && c < 0x7F && !std::string_view("<>()[],;:\\\"").contains(c);
               });
}

bool has(const std::vector<std::string>& ids, const std::string& id) {
    return std::ranges::find(ids, id) != ids.end();
}

const reply* answer_in(const notice& one) {
    if (const auto* published = std::get_if<answer_published>(&one.what)) return &published->answer;
    if (const auto* refused = std::get_if<answer_refused>(&one.what)) return &refused->answer;
    return nullptr;
}

}  // namespace

std::string loop_mark(std::string_view instance, const options& from) {
    return std::string(instance) + "@" + from.domain;
}

case_thread letters::begin(const sink_item& one) const {
    const helpdesk::ticket_draft draft = helpdesk::draft_of(one);
    const std::string& id = one.understood.case_id;
    return {case_of(one), (id.empty() ? "" : "[" + id + "] ") + draft.subject, {}};
}

case_thread letters::begin(const notice& one) const {
    const helpdesk::ticket_draft draft = helpdesk::draft_of(one, instance_);
    return {one.case_key.empty() ? draft.case_key : one.case_key, draft.subject, {}};
}

void letters::mark(outgoing_mail& made) const {
    made.header(std::string(loop_header), loop_mark(instance_, options_));
    made.header("X-Auto-Response-Suppress", "All");
}

outgoing_mail letters::letter(mail_address from, const std::string& id, case_thread& thread) const {
    outgoing_mail made(std::move(from), options_.to);
    const std::string root = ids_.of_message(thread.case_key);
    if (thread.ids.empty() && id != root && place_named(thread.case_key)) thread.add(root);
    thread.add(id);
    const auto own = std::ranges::find(thread.ids, id);
    made.references.assign(thread.ids.begin(), own);
    made.message_id = id;
    made.reply_to = ids_.address_of(thread.case_key);
    made.envelope_sender = made.reply_to;  // reports of failure name the case, too
    made.subject = (made.references.empty() ? "" : "Re: ") + thread.subject;
    if (!made.references.empty()) made.in_reply_to = made.references.front();
    made.header("X-Earshot-Case", thread.case_key);
    mark(made);
    return made;
}

outgoing_mail letters::about(const sink_item& one, case_thread& thread, timestamp now) const {
    mail_address from{display_name(one.item), options_.from};
    if (options_.person_addresses) from.address = person_address(one.item, options_.from);
    outgoing_mail made = letter(
        std::move(from), ids_.of_message(name_of(place_of(one.item)), one.item.revision), thread);
    if (!one.item.parent_id.empty()) {
        const std::string parent = ids_.of_message(
            name_of(message_place{one.item.platform, one.item.account, one.item.parent_id}));
        if (has(made.references, parent)) made.in_reply_to = parent;
    }
    if (!one.understood.language.tag.empty())
        made.header("Content-Language", one.understood.language.tag);
    made.date = one.item.received == timestamp{} ? now : one.item.received;
    made.text = std::string(answer_line) + "\n\n" + helpdesk::note_of(one).text + "\n";
    return made;
}

outgoing_mail letters::about(const notice& one, case_thread& thread, timestamp now) const {
    const reply* answer = answer_in(one);
    if (answer && answer->origin == instance_ && is_message_id(answer->id)) thread.add(answer->id);
    outgoing_mail made = letter({"Earshot", options_.from}, ids_.of_notice(one.key), thread);
    if (answer && has(made.references, answer->id)) made.in_reply_to = answer->id;
    made.header("Auto-Submitted", "auto-generated");
    made.date = now;
    made.text = std::string(answer_line) + "\n\n" + helpdesk::note_of(one, instance_).text + "\n";
    return made;
}

outgoing_mail letters::advice_on(const received_mail& one, timestamp now) const {
    outgoing_mail made({"Earshot", options_.from}, {{"", one.from.front().address}});
    made.message_id = ids_.of_notice("advice " + answer_id(one));
    if (is_message_id(one.message_id)) {
        made.in_reply_to = one.message_id;
        made.references = {one.message_id};
    }
    made.subject = "NOT published: your answer";
    made.header("Auto-Submitted", "auto-replied");
    mark(made);
    made.date = now;
    made.text =
        "Your mail, or one in your name, was NOT published. It came at " +
        format_rfc3339(one.arrived == timestamp{} ? now : one.arrived) +
        ", and nothing in it proves that it answers a mail of ours.\n\n"
        "If you wrote it: answer the customer's mail itself, with your mail program's answer "
        "button and to all of its addresses. If that does not help, ask the people who run "
        "Earshot; they have your mail in quarantine. If you did not write it, there is nothing to "
        "do.\n\n"
        "No more than one mail a day tells you so.\n";
    return made;
}

}  // namespace earshot::email
