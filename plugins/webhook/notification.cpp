#include "webhook/notification.hpp"

#include <boost/json.hpp>
#include <functional>

namespace earshot::webhook {

namespace {

namespace json = boost::json;

constexpr std::string_view ellipsis = "…";
constexpr std::size_t longest_title = 300;
constexpr std::size_t longest_link = 2'000;

std::string_view happened(const message& item) {
    switch (item.kind) {
        case message_kind::deletion: return "Deleted";
        case message_kind::edit: return "Edited";
        case message_kind::review: return "New review";
        case message_kind::direct_message: return "New direct message";
        default: return item.from == direction::from_customer ? "New message" : "Sent by us";
    }
}

std::string who(const author& by) {
    if (!by.handle.empty()) return (by.handle.front() == '@' ? "" : "@") + by.handle;
    return by.display_name;
}

std::string place(const std::string& platform, const std::string& account) {
    return " on " + platform + "/" + account;
}

std::vector<std::string> facts_of(const understanding& what) {
    std::vector<std::string> out;
    if (what.urgent != urgency::normal)
        out.push_back("urgency: " + std::string(to_string(what.urgent)));
    if (!what.message_class.empty()) out.push_back("class: " + what.message_class);
    if (!what.language.tag.empty()) out.push_back("language: " + what.language.tag);
    if (!what.case_id.empty()) out.push_back("case: " + what.case_id);
    return out;
}

std::optional<notification> told(const answer_published&) { return std::nullopt; }

std::optional<notification> told(const answer_refused& what) {
    const reply& answer = what.answer;
    return notification{
        "Not published" + place(answer.platform, answer.account), what.detail, {what.code}, {}};
}

std::optional<notification> told(const gap_found& what) {
    return notification{
        "Messages may be missing" + place(what.platform, what.account),
        what.missed.reason,
        {"from " + format_rfc3339(what.missed.from), "to " + format_rfc3339(what.missed.to)},
        {}};
}

// --- cutting ---

using measure = std::function<std::size_t(std::string_view)>;

// Whole graphemes that fit, and an ellipsis where there were more.
std::string shortened(std::string_view from, std::size_t limit, const measure& size,
                      const text& unicode) {
    const std::size_t room = limit - size(ellipsis);
    std::string out;
    std::size_t used = 0;
    std::size_t fits = 0;
    for (const grapheme& one : unicode.graphemes(from)) {
        used += size(one.bytes);
        out.append(one.bytes);
        if (used <= room) fits = out.size();
        if (used > limit) return out.substr(0, fits).append(ellipsis);
    }
    return out;
}

std::string joined(const std::vector<std::string>& facts) {
    std::string out;
    for (const std::string& one : facts) out.append(out.empty() ? "" : " · ").append(one);
    return out;
}

json::string_view view(const std::string& from) { return {from.data(), from.size()}; }

// --- Slack ---

std::string escaped(std::string_view from) {
    std::string out;
    for (const char c : from) switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            default: out += c;
        }
    return out;
}

// In UTF-16, as the longest way to count characters.
std::size_t slack_size(std::string_view from) {
    std::size_t units = 0;
    for (const char c : escaped(from)) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0) != 0x80) units += byte >= 0xF0 ? 2 : 1;
    }
    return units;
}

json::object markup(const std::string& from) {
    return {{"type", "mrkdwn"}, {"text", view(from)}, {"verbatim", true}};
}

std::string slack_link(const std::string& to) {
    std::string address;
    for (const char c : to) address += c == '|' ? std::string("%7C") : std::string(1, c);
    return "<" + escaped(address) + "|Open>";
}

// --- Teams ---

std::size_t json_size(std::string_view from) {
    return json::serialize(json::string_view(from.data(), from.size())).size() - 2;
}

json::object run_of_text(const std::string& from, bool bold) {
    json::object run{{"type", "TextRun"}, {"text", view(from)}};
    if (bold) run["weight"] = "Bolder";
    return {{"type", "RichTextBlock"}, {"inlines", json::array{std::move(run)}}};
}

json::array card_body(const std::string& title, const std::string& said, const std::string& facts) {
    json::array body;
    body.push_back(run_of_text(title, true));
    if (!said.empty()) body.push_back(run_of_text(said, false));
    if (!facts.empty()) body.push_back(run_of_text(facts, false));
    return body;
}

}  // namespace

notification notification_of(const sink_item& one) {
    const message& item = one.item;
    const std::string by = who(item.by);
    return {std::string(happened(item)) + place(item.platform, item.account) +
                (by.empty() ? by : " from " + by),
            item.display_text, facts_of(one.understood), item.permalink};
}

std::optional<notification> notification_of(const notice& one) {
    return std::visit([](const auto& what) { return told(what); }, one.what);
}

std::string slack_body(const notification& what, const text& unicode) {
    constexpr std::size_t section = 3'000;
    const std::string title = escaped(shortened(what.title, longest_title, slack_size, unicode));
    const std::size_t left = section - longest_title - 5;
    const std::string said = escaped(shortened(what.text, left, slack_size, unicode));
    json::array blocks;
    blocks.push_back(
        json::object{{"type", "section"},
                     {"text", markup("*" + title + "*" + (said.empty() ? "" : "\n" + said))}});
    std::string more = escaped(shortened(joined(what.facts), longest_title, slack_size, unicode));
    if (!what.link.empty() && what.link.size() <= longest_link)
        more.append(more.empty() ? "" : " · ").append(slack_link(what.link));
    if (!more.empty())
        blocks.push_back(
            json::object{{"type", "context"}, {"elements", json::array{markup(more)}}});
    return json::serialize(json::object{{"text", view(title)}, {"blocks", std::move(blocks)}});
}

std::string teams_body(const notification& what, const text& unicode) {
    constexpr std::size_t longest_text = 20'000;  // of 28 KB; the rest is far less than 8
    const std::string title = shortened(what.title, longest_title, json_size, unicode);
    const std::string said = shortened(what.text, longest_text, json_size, unicode);
    const std::string facts = shortened(joined(what.facts), longest_title, json_size, unicode);
    json::object card{{"$schema", "http://adaptivecards.io/schemas/adaptive-card.json"},
                      {"type", "AdaptiveCard"},
                      {"version", "1.4"},
                      {"body", card_body(title, said, facts)}};
    if (!what.link.empty() && what.link.size() <= longest_link)
        card["actions"] = json::array{
            json::object{{"type", "Action.OpenUrl"}, {"title", "Open"}, {"url", view(what.link)}}};
    json::object attachment{{"contentType", "application/vnd.microsoft.card.adaptive"},
                            {"contentUrl", nullptr},
                            {"content", std::move(card)}};
    return json::serialize(
        json::object{{"type", "message"}, {"attachments", json::array{std::move(attachment)}}});
}

}  // namespace earshot::webhook
