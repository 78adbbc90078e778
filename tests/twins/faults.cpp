#include "twins/faults.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>

#include "twins/members.hpp"

namespace earshot::twins {

namespace json = boost::json;

namespace {

constexpr std::string_view common_kinds[] = {"delay", "hang", "drop", "lost_answer", "garbage"};

bool fits(std::string_view pattern, std::string_view text) {
    if (pattern.ends_with('*')) return text.starts_with(pattern.substr(0, pattern.size() - 1));
    return pattern == text;
}

int number_of(const json::object& from, std::string_view name, int fallback) {
    const json::value* found = from.if_contains(name);
    return found && found->is_int64() ? static_cast<int>(found->get_int64()) : fallback;
}

int status_of(std::string_view kind) {
    int status = 0;
    const std::string_view digits = kind.substr(std::min<std::size_t>(kind.size(), 5));
    std::from_chars(digits.data(), digits.data() + digits.size(), status);
    return status;
}

json::value described(const fault& one) {
    return {{"kind", one.kind},
            {"path", one.path},
            {"method", one.method},
            {"times", one.times},
            {"skip", one.skip},
            {"duration", format_duration(one.length)},
            {"retry_after", one.retry_after}};
}

}  // namespace

result<void> faults::plant(const json::value& wish) {
    if (!wish.is_object()) return fail(error_kind::invalid, "twin.fault", "not a JSON object");
    const json::object& from = wish.get_object();
    fault one{text_of(from, "kind"), text_of(from, "path"), text_of(from, "method")};
    one.times = number_of(from, "times", 1);
    one.skip = number_of(from, "skip", 0);
    one.retry_after = number_of(from, "retry_after", 0);
    if (!knows(one.kind))
        return fail(error_kind::invalid, "twin.fault", "there is no kind '" + one.kind + "'");
    if (const std::string text = text_of(from, "duration"); !text.empty()) {
        const auto length = parse_duration(text);
        if (!length) return std::unexpected(length.error());
        one.length = *length;
    }
    planted_.push_back(std::move(one));
    return {};
}

bool faults::knows(std::string_view kind) const {
    if (kind.starts_with("http_")) return status_of(kind) >= 200 && status_of(kind) < 600;
    return std::ranges::find(common_kinds, kind) != std::end(common_kinds) ||
           std::ranges::find(own_, kind) != own_.end();
}

std::optional<fault> faults::strike(std::string_view method, std::string_view path,
                                    std::initializer_list<std::string_view> kinds) {
    for (auto it = planted_.begin(); it != planted_.end(); ++it) {
        if (!it->method.empty() && it->method != method) continue;
        if (!it->path.empty() && !fits(it->path, path)) continue;
        if (std::ranges::none_of(kinds, [&](auto kind) { return fits(kind, it->kind); })) continue;
        if (it->skip > 0) {
            --it->skip;
            continue;
        }
        ++struck_;
        const fault found = *it;
        if (it->times > 0 && --it->times == 0) planted_.erase(it);
        return found;
    }
    return std::nullopt;
}

json::value faults::list() const {
    json::array out;
    for (const fault& one : planted_) out.push_back(described(one));
    return out;
}

std::optional<answer> refuse(const fault& what) {
    answer out;
    out.delay = what.length;
    if (what.kind == "hang" || what.kind == "drop") {
        out.drop = true;
    } else if (what.kind == "garbage") {
        out.response = {200, "<html><body>We'll be right back.</body></html>"};
        out.response.content_type = "text/html";
    } else if (what.kind.starts_with("http_")) {
        out = json_answer(status_of(what.kind), {{"title", "planted fault"}});
        out.delay = what.length;
        if (what.retry_after > 0)
            out.response.headers.emplace_back("retry-after", std::to_string(what.retry_after));
    } else {
        return std::nullopt;
    }
    return out;
}

void spoil(const fault& what, answer& into) {
    into.delay += what.length;
    if (what.kind == "lost_answer") into.drop = true;
}

answer administer(faults& all, const net::server_request& request) {
    if (request.method == "DELETE") all.clear();
    if (request.method != "POST") return json_answer(200, {{"faults", all.list()}});
    json::error_code problem;
    const json::value wish = json::parse(request.body, problem);
    const auto planted =
        problem ? fail(error_kind::invalid, "twin.fault", problem.message()) : all.plant(wish);
    if (!planted) return json_answer(400, {{"error", planted.error().detail}});
    return json_answer(201, {{"faults", all.list()}});
}

}  // namespace earshot::twins
