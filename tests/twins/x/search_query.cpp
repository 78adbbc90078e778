#include "twins/x/search_query.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "earshot/short_text.hpp"

namespace earshot::twins::x {

enum class node_kind { all, any, term };

struct search_query::node {
    node_kind kind = node_kind::all;
    bool negated = false;
    std::vector<node> parts;
    std::string name;   // of an operator: `from`; `word`, `phrase`, `@` or `#` otherwise
    std::string value;  // lower case
};

namespace {

using node = search_query::node;

constexpr std::string_view operators[] = {"from",
                                          "to",
                                          "lang",
                                          "is",
                                          "has",
                                          "conversation_id",
                                          "in_reply_to_tweet_id",
                                          "quotes_of_tweet_id",
                                          "url"};

constexpr int max_depth = 16;

std::unexpected<error> bad(std::string what) {
    return fail(error_kind::invalid, "twin.query", std::move(what));
}

class parser {
public:
    explicit parser(std::string_view text) : rest_(text) {}

    result<node> run() {
        auto root = any(0);
        skip();
        if (root && !rest_.empty()) return bad("missing '(' before ')'");
        return root;
    }

private:
    void skip() {
        while (rest_.starts_with(' ')) rest_.remove_prefix(1);
    }

    bool take_or() {
        skip();
        if (!at_or()) return false;
        rest_.remove_prefix(2);
        return true;
    }

    result<node> any(int depth) {
        node out{node_kind::any};
        do {
            auto part = all(depth);
            if (!part) return part;
            out.parts.push_back(std::move(*part));
        } while (take_or());
        return out;
    }

    result<node> all(int depth) {
        node out{node_kind::all};
        for (skip(); !rest_.empty() && !rest_.starts_with(')') && !at_or(); skip()) {
            auto part = factor(depth);
            if (!part) return part;
            out.parts.push_back(std::move(*part));
        }
        if (out.parts.empty()) return bad("an empty part");
        return out;
    }

    bool at_or() const {
        return rest_ == "OR" || rest_.starts_with("OR ") || rest_.starts_with("OR(");
    }

    result<node> factor(int depth) {
        const bool negated = rest_.starts_with('-');
        if (negated) rest_.remove_prefix(1);
        auto out = rest_.starts_with('(') ? group(depth) : term();
        if (out) out->negated = negated;
        return out;
    }

    result<node> group(int depth) {
        if (depth == max_depth) return bad("too many brackets within each other");
        rest_.remove_prefix(1);
        auto out = any(depth + 1);
        skip();
        if (!out) return out;
        if (!rest_.starts_with(')')) return bad("missing ')'");
        rest_.remove_prefix(1);
        return out;
    }

    result<node> term() {
        if (rest_.starts_with('"')) return phrase();
        const std::string_view word = rest_.substr(0, rest_.find_first_of(" )\""));
        if (word.empty()) return bad("an empty part");
        rest_.remove_prefix(word.size());
        if (word.front() == '@' || word.front() == '#')
            return leaf(word.substr(0, 1), word.substr(1));
        const std::size_t colon = word.find(':');
        if (colon == word.npos) return leaf("word", word);
        return operation(word.substr(0, colon), word.substr(colon + 1));
    }

    result<node> operation(std::string_view name, std::string_view value) {
        if (std::ranges::find(operators, name) == std::end(operators))
            return bad("unknown operator '" + std::string(name) + "'");
        if (value.empty() && rest_.starts_with('"')) {
            auto quoted = phrase();
            if (quoted) quoted->name = name;
            return quoted;
        }
        if (value.empty()) return bad("operator '" + std::string(name) + "' without a value");
        return leaf(name, value.starts_with('@') ? value.substr(1) : value);
    }

    result<node> phrase() {
        const std::size_t end = rest_.find('"', 1);
        if (end == rest_.npos) return bad("missing '\"'");
        auto out = leaf("phrase", rest_.substr(1, end - 1));
        rest_.remove_prefix(end + 1);
        return out;
    }

    static node leaf(std::string_view name, std::string_view value) {
        return {node_kind::term, false, {}, std::string(name), lower_ascii(value)};
    }

    std::string_view rest_;
};

bool in_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           (static_cast<unsigned char>(c) & 0x80);
}

// As a whole word; in scripts without spaces, anywhere.
bool has_word(std::string_view text, std::string_view word) {
    const bool anywhere = static_cast<unsigned char>(word.front()) >= 0xE0;
    for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        if (anywhere) return true;
        if ((at == 0 || !in_word(text[at - 1])) && (end == text.size() || !in_word(text[end])))
            return true;
    }
    return false;
}

bool has_mark(const post& item, mark_kind kind, std::string_view value) {
    return std::ranges::any_of(item.shown.marks, [&](const mark& one) {
        return one.kind == kind && (value.empty() || lower_ascii(one.value) == value);
    });
}

bool links_to(const post& item, std::string_view part) {
    return std::ranges::any_of(item.shown.marks, [&](const mark& one) {
        return one.kind == mark_kind::link && lower_ascii(one.value).contains(part);
    });
}

bool is_kind(const post& item, std::string_view kind) {
    if (kind == "reply") return item.answers != 0;
    if (kind == "quote") return item.quotes != 0;
    return false;  // nobody reposts here
}

bool has_part(const post& item, std::string_view part) {
    if (part == "links") return has_mark(item, mark_kind::link, {});
    if (part == "mentions") return has_mark(item, mark_kind::mention, {});
    if (part == "hashtags") return has_mark(item, mark_kind::hashtag, {});
    return (part == "media" || part == "images") && item.photo;
}

bool is_user(const user* who, std::string_view name) {
    return who != nullptr && (who->id == name || lower_ascii(who->handle) == name);
}

bool term_fits(const node& term, const searchable& what) {
    const std::string_view name = term.name;
    const std::string_view value = term.value;
    const post& item = what.item;
    if (name == "@") return has_mark(item, mark_kind::mention, value);
    if (name == "#") return has_mark(item, mark_kind::hashtag, value);
    if (name == "word" || name == "phrase") return has_word(lower_ascii(item.written), value);
    if (name == "from") return is_user(what.author, value);
    if (name == "to") return is_user(what.answered, value);
    if (name == "lang") return item.language == value;
    if (name == "is") return is_kind(item, value);
    if (name == "has") return has_part(item, value);
    if (name == "conversation_id") return item.conversation == parse_id(value);
    if (name == "in_reply_to_tweet_id") return item.answers == parse_id(value);
    if (name == "quotes_of_tweet_id") return item.quotes == parse_id(value);
    return links_to(item, value);
}

bool node_fits(const node& one, const searchable& what) {
    const auto part_fits = [&](const node& part) { return node_fits(part, what); };
    const bool fits = one.kind == node_kind::term  ? term_fits(one, what)
                      : one.kind == node_kind::all ? std::ranges::all_of(one.parts, part_fits)
                                                   : std::ranges::any_of(one.parts, part_fits);
    return fits != one.negated;
}

}  // namespace

search_query::search_query(std::unique_ptr<node> root) : root_(std::move(root)) {}
search_query::search_query(search_query&&) noexcept = default;
search_query& search_query::operator=(search_query&&) noexcept = default;
search_query::~search_query() = default;

result<search_query> search_query::parse(std::string_view text) {
    auto root = parser(text).run();
    if (!root) return std::unexpected(root.error());
    return search_query(std::make_unique<node>(std::move(*root)));
}

bool search_query::fits(const searchable& what) const { return node_fits(*root_, what); }

}  // namespace earshot::twins::x
