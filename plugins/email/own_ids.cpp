#include "email/own_ids.hpp"

#include <algorithm>
#include <cstdint>

#include "earshot/short_text.hpp"
#include "earshot/signature.hpp"

namespace earshot::email {

namespace {

constexpr std::string_view alphabet = "0123456789abcdefghijklmnopqrstuv";
constexpr std::string_view of_messages = "es.";
constexpr std::string_view of_digests = "eh.";
constexpr std::string_view of_notices = "en.";
constexpr std::size_t longest_name = 160;  // encoded: leaves room for proof and domain
constexpr std::size_t id_proof = 20;       // characters, 100 bits
constexpr std::size_t address_proof = 26;  // 130 bits
constexpr std::size_t tag_length = 16;

bool is_plain(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }

// Runs of odd characters become `_` base32hex `_`.
std::string encode(std::string_view name) {
    std::string out;
    while (!name.empty()) {
        const auto plain = std::ranges::find_if_not(name, is_plain) - name.begin();
        out += name.substr(0, static_cast<std::size_t>(plain));
        name.remove_prefix(static_cast<std::size_t>(plain));
        const auto odd = std::ranges::find_if(name, is_plain) - name.begin();
        if (odd > 0) out += "_" + base32hex(name.substr(0, static_cast<std::size_t>(odd))) + "_";
        name.remove_prefix(static_cast<std::size_t>(odd));
    }
    return out;
}

std::string from_base32hex(std::string_view text) {
    std::string out;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        bits = (bits << 5U | static_cast<std::uint32_t>(alphabet.find(c))) & 0xFFFFU;
        count += 5;
        if (count < 8) continue;
        count -= 8;
        out += static_cast<char>(bits >> static_cast<unsigned>(count) & 0xFFU);
    }
    return out;
}

// Of what `encode` made: its proof was checked.
std::string decode(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t open = std::min(text.find('_'), text.size());
        out += text.substr(0, open);
        text.remove_prefix(std::min(open + 1, text.size()));
        if (open == text.npos || text.empty()) break;
        const std::size_t close = std::min(text.find('_'), text.size());
        out += from_base32hex(text.substr(0, close));
        text.remove_prefix(std::min(close + 1, text.size()));
    }
    return out;
}

}  // namespace

std::string base32hex(std::string_view bytes) {
    std::string out;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : bytes) {
        bits = (bits << 8U | static_cast<unsigned char>(c)) & 0xFFFFU;
        for (count += 8; count >= 5; count -= 5)
            out += alphabet[bits >> static_cast<unsigned>(count - 5) & 31U];
    }
    if (count > 0) out += alphabet[bits << static_cast<unsigned>(5 - count) & 31U];
    return out;
}

own_ids::own_ids(std::string secret, std::string domain, std::string reply_to)
    : secret_(std::move(secret)), domain_(lower_ascii(domain)), local_(reply_to), host_(reply_to) {
    const std::size_t at = reply_to.find('@');
    local_ = lower_ascii(reply_to.substr(0, at));
    host_ = lower_ascii(reply_to.substr(std::min(at, reply_to.size() - 1) + 1));
}

std::string own_ids::proof(std::string_view what, std::string_view text, std::size_t length) const {
    const std::string signed_text = std::string(what) + ":" + std::string(text);
    return base32hex(hmac(hash::sha256, secret_, signed_text)).substr(0, length);
}

std::string own_ids::id(const std::string& left) const {
    return left + "." + proof("id", left, id_proof) + "@" + domain_;
}

std::string own_ids::of_message(std::string_view name, std::string_view revision) const {
    std::string whole(name);
    // No name has a line break in it.
    if (!revision.empty()) whole.append("\n").append(revision);
    const std::string encoded = encode(whole);
    if (encoded.size() <= longest_name) return id(std::string(of_messages) + encoded);
    return id(std::string(of_digests) + base32hex(digest(hash::sha256, whole)));
}

std::string own_ids::of_notice(std::string_view key) const {
    return id(std::string(of_notices) + base32hex(digest(hash::sha256, key)).substr(0, 32));
}

bool own_ids::looks_own(std::string_view id) const {
    const std::size_t at = id.find('@');
    if (at == id.npos || lower_ascii(id.substr(at + 1)) != domain_) return false;
    return id.starts_with(of_messages) || id.starts_with(of_digests) || id.starts_with(of_notices);
}

std::optional<std::string> own_ids::message_of(std::string_view id) const {
    if (!looks_own(id)) return std::nullopt;
    const std::string_view local = id.substr(0, id.find('@'));
    const std::size_t dot = local.rfind('.');
    const std::string_view left = local.substr(0, dot);
    if (!equal_in_constant_time(local.substr(dot + 1), proof("id", left, id_proof)))
        return std::nullopt;
    if (!left.starts_with(of_messages)) return std::string();
    const std::string whole = decode(left.substr(of_messages.size()));
    return whole.substr(0, whole.find('\n'));
}

std::string own_ids::tag_of(std::string_view case_key) {
    return base32hex(digest(hash::sha256, case_key)).substr(0, tag_length);
}

std::string own_ids::address_of(std::string_view case_key) const {
    return local_ + "+" + tag_of(case_key) + "." + proof("case", case_key, address_proof) + "@" +
           host_;
}

std::optional<own_ids::case_address> own_ids::read_address(std::string_view address) const {
    const std::string text = lower_ascii(address);
    const std::string begin = local_ + "+";
    const std::string end = "@" + host_;
    if (!text.starts_with(begin) || !text.ends_with(end) ||
        text.size() != begin.size() + tag_length + 1 + address_proof + end.size() ||
        text[begin.size() + tag_length] != '.')
        return std::nullopt;
    return case_address{text.substr(begin.size(), tag_length),
                        text.substr(begin.size() + tag_length + 1, address_proof)};
}

bool own_ids::proves(const case_address& shown, std::string_view case_key) const {
    return equal_in_constant_time(shown.proof, proof("case", case_key, address_proof));
}

}  // namespace earshot::email
