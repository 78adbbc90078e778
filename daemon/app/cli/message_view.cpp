#include <boost/json.hpp>

#include "app/cli/answers.hpp"
#include "app/cli/local_time.hpp"
#include "app/cli/views.hpp"
#include "app/cli/visible.hpp"

namespace earshot::app::cli {

namespace json = boost::json;

namespace {

constexpr std::size_t least_text = 20;  // columns of a terminal, beside the head

// `x/klm/1990000000000000007`, which `earshot reply` takes.
std::string name_in(const json::object& item) {
    std::string name = text_of(item, "platform") + "/" + text_of(item, "account") + "/" +
                       text_of(item, "object_id");
    if (const std::string revision = text_of(item, "revision"); !revision.empty())
        name += "@" + revision;
    return name;
}

std::string writer_of(const json::object& message) {
    const json::object& author = object_of(message, "author");
    if (const std::string handle = text_of(author, "handle"); !handle.empty()) return "@" + handle;
    const std::string name = text_of(author, "display_name");
    return name.empty() ? "id " + text_of(author, "id") : name;
}

std::string label_of(const json::object& message) {
    const std::string kind = text_of(message, "kind");
    std::string label = text_of(message, "direction") == "from_us" ? " (ours)" : "";
    if (kind == "edit" || kind == "deletion") label += " (" + kind + ")";
    return label;
}

// On a narrow terminal the text has a line of its own: the head would leave nothing of it.
std::string one_line(const std::string& head, const std::string& text, const style& look) {
    const std::string before = visible(head) + ":";
    const bool narrow = look.width > 0 && display_width(before) + least_text > look.width;
    std::string line = before + (narrow ? "" : " " + visible(text));
    if (look.width > 0) line = cut_to_width(line, look.width);
    const std::size_t shown = std::min(line.size(), before.size());
    line = paint(line.substr(0, shown), colour::dim, look) + line.substr(shown) + "\n";
    return narrow ? line + cut_to_width("  " + visible(text), look.width) + "\n" : line;
}

// Below an answer that the gate refused.
std::string refusal(const json::object& item, const style& look) {
    const json::object& why = object_of(item, "refused");
    if (why.empty()) return {};
    std::string line = "  refused: " + visible(text_of(why, "code") + ": " +
                                               with_local_times(text_of(why, "detail")));
    if (look.width > 0) line = cut_to_width(line, look.width);
    return paint(line, colour::red, look) + "\n";
}

}  // namespace

std::string view_message(const json::object& item, const style& look) {
    if (text_of(item, "kind") == "reply") {
        const std::string at = local_time(text_of(item, "at"));
        const json::object& reply = object_of(item, "reply");
        const std::string head = at + " " + name_in(reply) + " <- " + text_of(reply, "author") +
                                 " (" + text_of(reply, "origin") + ")";
        return one_line(head, text_of(reply, "text"), look) + refusal(item, look);
    }
    const json::object& message = object_of(item, "message");
    std::string text = text_of(message, "display_text");
    if (text.empty()) text = text_of(message, "text");
    // When it was said, where the platform says so; it may have told us late.
    const std::string created = text_of(message, "created");
    const std::string head = local_time(created.empty() ? text_of(item, "at") : created) + " " +
                             name_in(message) + " " + writer_of(message) + label_of(message);
    return one_line(head, text, look);
}

}  // namespace earshot::app::cli
