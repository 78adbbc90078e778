#include "mail/flowed.hpp"

namespace earshot::mails {

namespace {

struct line {
    std::size_t depth = 0;
    std::string_view words;
    bool flows = false;  // into the next one
};

line read(std::string_view text) {
    line made;
    while (text.starts_with('>')) {
        ++made.depth;
        text.remove_prefix(1);
    }
    if (text.starts_with(' ')) text.remove_prefix(1);
    made.flows = text.ends_with(' ') && text != "-- ";
    made.words = text;
    return made;
}

std::string mark(std::size_t depth) { return depth == 0 ? "" : std::string(depth, '>') + ' '; }

}  // namespace

std::string unflow(std::string_view text, bool delete_space) {
    std::string out;
    bool inside = false;  // a paragraph that the last line flowed into
    std::size_t depth = 0;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        line one = read(text.substr(0, end));
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
        const bool joins = inside && one.depth == depth && one.words != "-- ";
        if (inside && !joins) out += '\n';
        if (!joins) out += mark(one.depth);
        if (one.flows && delete_space) one.words.remove_suffix(1);
        out += one.words;
        if (!one.flows) out += '\n';
        inside = one.flows;
        depth = one.depth;
    }
    return out;
}

}  // namespace earshot::mails
