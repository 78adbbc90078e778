// What a message and its author give away.
#include <algorithm>
#include <array>

#include "cases/among.hpp"
#include "cases/evidence.hpp"
#include "cases/number_text.hpp"
#include "cases/private_numbers.hpp"
#include "text/shown_text.hpp"
#include "text/unicode.hpp"

namespace earshot::cases {

namespace {

constexpr std::size_t shortest_handle = 5;
constexpr std::size_t searched = 8'192;  // bytes of a text

// Lower case, for ASCII, Latin-1 and Cyrillic: what names are mostly written with.
std::string lower_case(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = [&](std::size_t at) {
            return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
        };
        const int lead = byte(i), next = byte(i + 1);
        if (lead >= 'A' && lead <= 'Z') {
            out += static_cast<char>(lead + 'a' - 'A');
        } else if (lead == 0xC3 && next >= 0x80 && next <= 0x9E && next != 0x97) {
            texts::append_utf8(out, static_cast<char32_t>(next - 0x80 + 0xE0));
            ++i;
        } else if (lead == 0xD0 && next >= 0x90 && next <= 0xAF) {
            texts::append_utf8(out, static_cast<char32_t>(next - 0x90 + 0x430));
            ++i;
        } else {
            out += text[i];
        }
    }
    return out;
}

// FNV-1a. Keeps addresses and numbers from standing in a table in clear; it is no secret.
std::string digest(std::string_view text) {
    std::uint64_t hash = 14'695'981'039'346'656'037U;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
    std::string out;
    for (int shift = 60; shift >= 0; shift -= 4) out += "0123456789abcdef"[hash >> shift & 15];
    return out;
}

// Without the `@` and, where names have a server, without that.
std::string bare_handle(std::string_view handle) {
    if (handle.starts_with('@')) handle.remove_prefix(1);
    return lower_case(handle.substr(0, handle.find('@')));
}

std::string one_space(std::string_view name) {
    std::string out;
    for (const char c : name)
        if (c != ' ' || (!out.empty() && out.back() != ' ')) out += c;
    while (out.ends_with(' ')) out.pop_back();
    return out;
}

using traces = std::vector<found_trace>;

void keep(traces& into, found_trace one) {
    if (into.size() < max_traces && !among(into, one)) into.push_back(one);
}

void add_own_names(const author& by, traces& into) {
    const std::string handle = bare_handle(by.handle);
    if (texts::code_points(handle) >= shortest_handle)
        keep(into, {trace_kind::handle, handle, "same handle: " + handle});
    const std::string name = one_space(by.display_name);
    if (name.contains(' '))
        keep(into, {trace_kind::name, lower_case(name), "same name: " + lower_case(name)});
}

// The words of a text, without what stands around them.
std::vector<std::string_view> tokens_of(std::string_view text) {
    constexpr std::string_view around = ".,;:!?()[]<>\"'";
    std::vector<std::string_view> out;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find_first_of(" \n\t\r", begin), text.size());
        std::string_view one = text.substr(begin, end - begin);
        while (!one.empty() && around.contains(one.front())) one.remove_prefix(1);
        while (!one.empty() && around.contains(one.back())) one.remove_suffix(1);
        if (!one.empty()) out.push_back(one);
        begin = end + 1;
    }
    return out;
}

void add_email(std::string_view token, traces& into) {
    const std::size_t sign = token.find('@');
    if (sign == token.npos || sign == 0 || token.find('@', sign + 1) != token.npos) return;
    const std::string_view domain = token.substr(sign + 1);
    const std::size_t dot = domain.rfind('.');
    if (dot == domain.npos || dot == 0 || domain.size() - dot < 3 || token.contains('/')) return;
    const std::string address = lower_case(token);
    const std::size_t first = texts::byte_offset(address, 1);
    keep(into, {trace_kind::email, digest(address),
                "same e-mail address: " + address.substr(0, first) + "***@" + lower_case(domain)});
}

// `X7KQ2P`, but not the flight `KL1234`.
void add_booking(std::string_view token, traces& into) {
    const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (token.size() != 6 || !std::ranges::any_of(token, is_digit) ||
        !std::ranges::any_of(token, capital) ||
        !std::ranges::all_of(token, [&](char c) { return is_digit(c) || capital(c); }))
        return;
    if (std::ranges::all_of(token.substr(2), is_digit)) return;
    keep(into, {trace_kind::booking, std::string(token),
                "same booking reference: " + std::string(token)});
}

void add_numbers(std::string_view text, traces& into) {
    constexpr std::size_t significant = 9;  // of a telephone: with or without its country
    for (const private_number& number : private_numbers(text)) {
        const std::string& value = number.value;
        const std::string end = value.substr(value.size() - 2);
        if (number.kind == number_kind::iban)
            keep(into, {trace_kind::iban, digest(value), "same IBAN, ending in " + end});
        else if (number.kind == number_kind::account)
            keep(into, {trace_kind::number,
                        digest(value.substr(value.size() - std::min(value.size(), significant))),
                        "same number, ending in " + end});
    }
}

struct named_platform {
    std::string_view word;  // as people write it, or the host of its links
    std::string_view platform;
};

constexpr std::array platforms{
    named_platform{"twitter", "x"},
    named_platform{"x.com", "x"},
    named_platform{"twitter.com", "x"},
    named_platform{"facebook", "facebook"},
    named_platform{"facebook.com", "facebook"},
    named_platform{"instagram", "instagram"},
    named_platform{"insta", "instagram"},
    named_platform{"instagram.com", "instagram"},
    named_platform{"mastodon", "mastodon"},
    named_platform{"bluesky", "bluesky"},
    named_platform{"threads.net", "threads"},
    named_platform{"tiktok", "tiktok"},
    named_platform{"tiktok.com", "tiktok"},
    named_platform{"linkedin", "linkedin"},
    named_platform{"youtube", "youtube"},
    named_platform{"youtube.com", "youtube"},
};

bool names_other_platform(std::string_view word, std::string_view own) {
    return std::ranges::any_of(platforms, [&](const named_platform& one) {
        return one.word == word && one.platform != own;
    });
}

void add_said(std::string_view handle, traces& into) {
    const std::string bare = bare_handle(handle);
    if (texts::code_points(bare) >= shortest_handle)
        keep(into, {trace_kind::says, bare, "names the other's handle: " + bare});
}

// A link to somebody's page, not to a post: `https://x.com/jan_devries`.
void add_profile(std::string_view link, std::string_view own, traces& into) {
    const std::size_t scheme = link.find("://");
    if (scheme != link.npos) link.remove_prefix(scheme + 3);
    std::string host = lower_case(link.substr(0, link.find('/')));
    if (host.starts_with("www.")) host.erase(0, 4);
    if (host.size() >= link.size() || !names_other_platform(host, own)) return;
    std::string_view path = link.substr(link.find('/') + 1);
    path = path.substr(0, path.find_first_of("?#"));
    if (path.ends_with('/')) path.remove_suffix(1);
    if (!path.contains('/')) add_said(path, into);
}

void add_said_handles(const message& item, const std::vector<std::string_view>& tokens,
                      traces& into) {
    for (const entity& one : item.entities)
        if (one.kind == entity_kind::link) add_profile(one.value, item.platform, into);
    const bool other = std::ranges::any_of(tokens, [&](std::string_view token) {
        return names_other_platform(lower_case(token), item.platform);
    });
    for (const std::string_view token : tokens) {
        if (token.contains('/')) add_profile(token, item.platform, into);
        if (other && token.starts_with('@')) add_said(token, into);
    }
}

}  // namespace

std::vector<found_trace> traces_of(const message& item) {
    traces out;
    add_own_names(item.by, out);
    const std::string_view text = texts::cut(texts::shown_text(item), searched);
    const auto tokens = tokens_of(text);
    for (const std::string_view token : tokens) {
        add_email(token, out);
        add_booking(token, out);
    }
    add_numbers(text, out);
    add_said_handles(item, tokens, out);
    return out;
}

}  // namespace earshot::cases
