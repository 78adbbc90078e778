// What agents read. Plain sentences, everything that was said, nothing that was not.
#include <array>

#include "earshot/helpdesk.hpp"
#include "earshot/short_text.hpp"

namespace earshot::helpdesk {

namespace {

struct advice {
    std::string_view suggestion;
    std::string_view line;
};

constexpr std::array advices{
    advice{"ask_to_delete",
           "For agents: a card, account or other long number stands in public. Ask the customer to "
           "delete the message."},
    advice{"answered_elsewhere",
           "For agents: this was already answered on another platform or by another account of "
           "ours."},
    advice{"perhaps_same_person",
           "For agents: this may be a person known from another platform. `earshot people "
           "suggested` shows why."},
};

void line(std::string& to, std::string_view text) {
    if (!to.empty()) to += '\n';
    to += text;
}

void paragraph(std::string& to, std::string_view text) {
    if (text.empty()) return;
    if (!to.empty()) to += "\n\n";
    to += text;
}

// `2026-03-01 07:49:01 UTC`.
std::string utc(timestamp when) {
    std::string text = format_rfc3339(when).substr(0, 19);
    text[10] = ' ';
    return text + " UTC";
}

// `Ana Sommer (@ana)`, with what is known of it.
std::string name_of_author(const author& by) {
    const std::string handle = by.handle.empty() ? std::string() : "@" + by.handle;
    if (by.display_name.empty()) return handle.empty() ? by.id : handle;
    const std::string& known = handle.empty() ? by.id : handle;
    return known.empty() ? by.display_name : by.display_name + " (" + known + ")";
}

const std::string& words_of(const message& item) {
    return item.display_text.empty() ? item.text : item.display_text;
}

std::string_view noun(message_kind kind) {
    switch (kind) {
        case message_kind::reply: return "reply";
        case message_kind::comment: return "comment";
        case message_kind::direct_message: return "direct message";
        case message_kind::review: return "review";
        case message_kind::reaction: return "reaction";
        case message_kind::share: return "share";
        default: return "post";
    }
}

std::string before_the_text(const message& item) {
    const bool ours = item.from == direction::from_us;
    const std::string who = ours ? "We" : "The customer";
    if (item.kind == message_kind::deletion)
        return ours ? "We deleted this message on the platform."
                    : "The customer deleted this message on the platform. An answer to it will not "
                      "be published.";
    if (item.kind == message_kind::edit) return who + " edited the message. It now reads:";
    if (item.kind == message_kind::share) return name_of_author(item.by) + " shared this:";
    if (item.kind == message_kind::reaction) return name_of_author(item.by) + " reacted:";
    if (ours) return "Answered for the brand on the platform itself:";
    if (item.from == direction::from_other_account) return "From another account of the brand:";
    return {};
}

std::string about(const message& item) {
    std::string out;
    const std::string who = name_of_author(item.by);
    line(out, (who.empty() ? std::string() : who + ", ") + std::string(noun(item.kind)) + " on " +
                  item.platform +
                  (item.created == timestamp{} ? std::string() : ", " + utc(item.created)));
    if (item.stars) line(out, std::to_string(*item.stars) + " of 5 stars");
    if (!item.permalink.empty()) line(out, item.permalink);
    return out;
}

std::string list_of(const std::vector<attachment>& attachments) {
    std::string out;
    for (const attachment& one : attachments) {
        if (out.empty()) out = "Attached:";
        std::string text = "- " + (one.media_type.empty() ? std::string("file") : one.media_type);
        if (!one.alt_text.empty()) text += ", described as \"" + one.alt_text + "\"";
        if (!one.url.empty()) text += ": " + one.url;
        if (one.state == fetch_state::failed) text += " (it could not be fetched)";
        line(out, text);
    }
    return out;
}

std::string advice_in(const std::vector<std::string>& suggestions) {
    std::string out;
    for (const std::string& suggestion : suggestions)
        for (const advice& known : advices)
            if (known.suggestion == suggestion) line(out, known.line);
    return out;
}

note_origin origin_of(const message& item) {
    if (item.from != direction::from_customer) return note_origin::brand;
    if (item.kind == message_kind::deletion || item.kind == message_kind::share ||
        item.kind == message_kind::reaction)
        return note_origin::earshot;
    return note_origin::customer;
}

std::string first_line(std::string_view text, std::size_t longest) {
    const std::string whole(text.substr(0, text.find('\n')));
    const std::string cut = cut_to_bytes(whole, longest);
    return cut == whole ? whole : cut + "...";
}

std::string subject_of(const sink_item& one) {
    if (!one.understood.subject.empty()) return first_line(one.understood.subject, 200);
    const std::string words = first_line(words_of(one.item), 80);
    if (!words.empty()) return words;
    const std::string who = name_of_author(one.item.by);
    return std::string(noun(one.item.kind)) + (who.empty() ? "" : " by " + who) + " on " +
           one.item.platform;
}

// --- notices ---

std::string case_of_answer(const reply& answer) {
    return name_of(message_place{answer.platform, answer.account, answer.object_id});
}

std::string key_of_gap(const gap_found& found) {
    return "gap/" + found.platform + "/" + found.account + "/" + format_rfc3339(found.missed.from);
}

std::string case_of(const notice& one) {
    if (const auto* found = std::get_if<gap_found>(&one.what)) return key_of_gap(*found);
    if (!one.case_key.empty()) return one.case_key;
    if (const auto* done = std::get_if<answer_published>(&one.what))
        return case_of_answer(done->answer);
    return case_of_answer(std::get<answer_refused>(one.what).answer);
}

void describe(note& into, const answer_published& done, std::string_view instance) {
    const reply& answer = done.answer;
    const std::string place = done.proof.url.empty() ? done.proof.id : done.proof.url;
    const std::string where = "published on " + answer.platform + ": " + place;
    if (answer.origin == instance) {
        into.text =
            "The answer" + (answer.author.empty() ? "" : " of " + answer.author) + " was " + where;
        return;
    }
    into.from = note_origin::brand;
    into.by.display_name = answer.author;
    paragraph(into.text, "Answered for the brand from elsewhere (" + answer.origin + "):");
    paragraph(into.text, answer.text);
    paragraph(into.text,
              (answer.author.empty() ? "It" : "By " + answer.author + ". It") + " was " + where);
    into.permalink = done.proof.url;
}

void describe(note& into, const answer_refused& refused, std::string_view) {
    into.wakes = true;
    const reply& answer = refused.answer;
    const std::string which =
        answer.author.empty() ? "his answer" : "his answer of " + answer.author;
    if (refused.code == "delivery.not_certain" || refused.code == "delivery.unknown_outcome")
        paragraph(into.text, "It is NOT KNOWN whether t" + which + " was published on " +
                                 answer.platform +
                                 ". Look at the thread there before you answer again.");
    else
        paragraph(into.text, "T" + which + " was NOT published on " + answer.platform +
                                 ", and nobody will try again. The customer has not seen it.");
    paragraph(into.text, "Why: " + refused.detail + " (" + refused.code + ")");
    if (answer.text.empty()) return;
    paragraph(into.text, "The text was:");
    paragraph(into.text, answer.text);
}

void describe(note& into, const gap_found& found, std::string_view) {
    into.wakes = true;
    paragraph(into.text, "Messages may be missing. What was said to " + found.account + " on " +
                             found.platform + " from " + utc(found.missed.from) + " to " +
                             utc(found.missed.to) +
                             " may not have arrived, and cannot be had "
                             "from the platform any more.");
    paragraph(into.text, "Why: " + found.missed.reason);
    paragraph(into.text,
              "Look through the account's page of that time by hand. Nobody can be "
              "answered from this ticket.");
}

std::string subject_of(const notice& one) {
    if (const auto* found = std::get_if<gap_found>(&one.what))
        return "Messages may be missing: " + found->account + " on " + found->platform + ", " +
               utc(found->missed.from);
    return std::holds_alternative<answer_refused>(one.what) ? "An answer was not published"
                                                            : "An answer was published";
}

}  // namespace

note note_of(const sink_item& one) {
    const message& item = one.item;
    note out;
    out.key = one.key;
    out.from = origin_of(item);
    out.wakes = out.from == note_origin::customer;
    out.by = item.by;
    out.created = item.created;
    out.permalink = item.permalink;
    out.attachments = item.attachments;
    paragraph(out.text, before_the_text(item));
    paragraph(out.text, words_of(item));
    if (words_of(item).empty() && item.kind != message_kind::deletion)
        paragraph(out.text, "(It has no text.)");
    paragraph(out.text, list_of(item.attachments));
    paragraph(out.text, about(item));
    paragraph(out.text, advice_in(one.understood.suggestions));
    return out;
}

note note_of(const notice& one, std::string_view instance) {
    note out;
    out.key = one.key;
    out.from = note_origin::earshot;
    std::visit([&](const auto& what) { describe(out, what, instance); }, one.what);
    return out;
}

ticket_draft draft_of(const sink_item& one) {
    const message& item = one.item;
    const understanding& what = one.understood;
    ticket_draft out;
    out.case_key = what.case_key;
    if (out.case_key.empty())
        out.case_key = name_of(message_place{item.platform, item.account, item.object_id});
    out.subject = subject_of(one);
    out.platform = item.platform;
    out.account = item.account;
    out.thread_id = item.thread_id;
    if (item.from == direction::from_customer) out.customer = item.by;
    out.language = what.language.tag;
    out.message_class = what.message_class;
    out.urgent = what.urgent;
    out.topics = what.topics;
    out.first = note_of(one);
    return out;
}

ticket_draft draft_of(const notice& one, std::string_view instance) {
    ticket_draft out;
    out.case_key = case_of(one);
    out.subject = subject_of(one);
    out.urgent = urgency::high;
    if (const auto* found = std::get_if<gap_found>(&one.what)) {
        out.platform = found->platform;
        out.account = found->account;
    } else if (const auto place = place_named(out.case_key)) {
        out.platform = place->platform;
        out.account = place->account;
    }
    out.first = note_of(one, instance);
    return out;
}

bool names_a_case(std::string_view case_key) {
    const auto place = place_named(case_key);
    return place && place->platform != "gap";
}

result<reply> answer_to(std::string_view case_key, std::string id, std::string text) {
    const auto place = place_named(case_key);
    if (!names_a_case(case_key))
        return fail(error_kind::invalid, "helpdesk.no_case",
                    "'" + std::string(case_key.substr(0, 80)) + "' names no case to answer");
    reply out;
    out.id = std::move(id);
    out.platform = place->platform;
    out.account = place->account;
    out.object_id = place->object_id;
    out.to_case = true;
    out.text = std::move(text);
    return out;
}

}  // namespace earshot::helpdesk
