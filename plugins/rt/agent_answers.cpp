#include "rt/agent_answers.hpp"

#include <algorithm>

#include "earshot/helpdesk/comment_text.hpp"
#include "rt/answer_text.hpp"
#include "rt/marks.hpp"

namespace earshot::rt {

namespace {

constexpr std::int64_t largest_text = 4 << 20;  // with what it quotes
constexpr std::size_t largest_picture = 8 << 20;

// Beyond what the host takes of any answer.
bool too_large(const error& why) { return why.code == "http.too_large"; }

error bulky_text() {
    return {error_kind::invalid, "rt.text_too_large",
            "its text is longer than what is read of one, 4 MiB at most"};
}

error bulky_picture(const std::string& id) {
    return {error_kind::invalid, "rt.picture_too_large",
            "the picture in attachment " + id +
                " is larger than what is fetched of Request Tracker, about 6 MB: attach a smaller "
                "one"};
}

}  // namespace

agent_answers::agent_answers(host& services, rest2& calls)
    : calls_(calls), unicode_(use<text>(services)) {}

// RT would list the contents as well, in one answer that has no bound.
task<result<agent_answer>> agent_answers::read(std::uint64_t transaction) {
    call list("GET", "/transaction/" + std::to_string(transaction) + "/attachments");
    list.with("fields", "ContentType,Filename,ContentLength,Headers").with("per_page", "100");
    const auto found = co_await calls_.send(std::move(list));
    if (!found) co_return std::unexpected(found.error());
    const std::vector<attachment_record> listed = attachments_from(found->body);
    agent_answer out;
    out.by_earshot = std::ranges::any_of(listed, is_note);
    if (out.by_earshot) co_return out;
    answer_parts parts = parts_of(listed);
    out.pictures = std::move(parts.pictures);
    out.files = std::move(parts.files);
    auto said = co_await words(std::move(parts));
    if (!said) co_return std::unexpected(said.error());
    out.text = std::move(*said);
    co_return out;
}

task<result<std::string>> agent_answers::words(answer_parts parts) {
    if (parts.plain) {
        const auto plain = co_await text_of(std::move(*parts.plain));
        if (!plain) co_return std::unexpected(plain.error());
        if (!helpdesk::trimmed(*plain).empty()) co_return own_words(*plain);
    }
    if (!parts.html) co_return std::string();
    const auto html = co_await text_of(std::move(*parts.html));
    if (!html) co_return std::unexpected(html.error());
    co_return words_in_html(*html, unicode_);
}

task<result<std::string>> agent_answers::text_of(attachment_record part) {
    if (part.size > largest_text) co_return std::unexpected(bulky_text());
    auto out = co_await content(std::move(part.id));
    if (!out && too_large(out.error())) co_return std::unexpected(bulky_text());
    if (out && !unicode_.valid_utf8(*out))
        co_return fail(error_kind::invalid, "rt.not_utf8", "its text is not UTF-8");
    co_return out;
}

task<result<std::string>> agent_answers::picture(std::string id) {
    if (id_number(id) == 0)
        co_return fail(error_kind::invalid, "rt.picture", "'" + id + "' is no attachment's number");
    auto out = co_await content(id);
    if (!out && too_large(out.error())) co_return std::unexpected(bulky_picture(id));
    if (!out) co_return out;
    if (out->size() > largest_picture) co_return std::unexpected(bulky_picture(id));
    if (out->empty())
        co_return fail(error_kind::gone, "rt.not_found",
                       "Request Tracker has nothing any more in attachment " + id);
    co_return out;
}

task<result<std::string>> agent_answers::content(std::string id) {
    call look("GET", "/attachment/" + id);
    const auto found = co_await calls_.send(std::move(look));
    if (!found) co_return std::unexpected(found.error());
    co_return content_from(found->body);
}

}  // namespace earshot::rt
