#include "x/host_name.hpp"

#include <cstdint>
#include <string>
#include <vector>

#include "earshot/short_text.hpp"
#include "x/link_bytes.hpp"
#include "x/top_level_domains.hpp"

namespace earshot::x {

namespace {

constexpr std::size_t longest_label = 63;

// General punctuation, CJK punctuation and fullwidth forms: three bytes each, never in a host.
bool punctuation_at(std::string_view text) {
    return text.starts_with("\xE2\x80") || text.starts_with("\xE2\x81") ||
           text.starts_with("\xE3\x80") || text.starts_with("\xEF\xBC") ||
           text.starts_with("\xC2\xA0");
}

std::size_t host_run(std::string_view text, bool schemed) {
    std::size_t end = 0;
    while (end < text.size()) {
        const char c = text[end];
        const bool ascii = letter(c) || digit(c) || one_of(c, "-_.");
        const bool other = byte(c) >= 0x80 && !punctuation_at(text.substr(end));
        if (!ascii && !(other && (schemed || european(c)))) break;
        ++end;
    }
    return end;
}

// Length of a label's ASCII form (RFC 3492), counted without writing it.
class ascii_length {
public:
    explicit ascii_length(std::u32string label) : label_(std::move(label)) {}

    std::size_t count() {
        for (const char32_t c : label_) handled_ += c < 0x80;
        length_ = handled_ + (handled_ > 0 ? 1 : 0);
        const std::size_t basic = handled_;
        if (basic == label_.size()) return basic;
        while (handled_ < label_.size() && length_ <= longest_label) encode_next(basic);
        return length_ + 4;  // xn--
    }

private:
    void encode_next(std::size_t basic) {
        char32_t next = 0x110000;
        for (const char32_t c : label_)
            if (c >= point_ && c < next) next = c;
        delta_ += std::uint64_t{next - point_} * (handled_ + 1);
        point_ = next;
        for (const char32_t c : label_) {
            if (c < point_) ++delta_;
            if (c != point_) continue;
            write_delta();
            bias_ = adapted(handled_ == basic);
            delta_ = 0;
            ++handled_;
        }
        ++delta_;
        ++point_;
    }

    void write_delta() {
        std::uint64_t rest = delta_;
        for (std::uint64_t k = 36;; k += 36) {
            const std::uint64_t threshold = k <= bias_ ? 1 : std::min<std::uint64_t>(k - bias_, 26);
            ++length_;
            if (rest < threshold) return;
            rest = (rest - threshold) / (36 - threshold);
        }
    }

    std::uint64_t adapted(bool first) const {
        std::uint64_t delta = first ? delta_ / 700 : delta_ / 2;
        delta += delta / (handled_ + 1);
        std::uint64_t k = 0;
        for (; delta > 455; k += 36) delta /= 35;
        return k + 36 * delta / (delta + 38);
    }

    std::u32string label_;
    std::size_t handled_ = 0;
    std::size_t length_ = 0;
    std::uint64_t delta_ = 0;
    std::uint64_t bias_ = 72;
    char32_t point_ = 0x80;
};

// Lenient: the host's text service judges UTF-8, this only counts.
std::u32string code_points(std::string_view text) {
    std::u32string out;
    for (const char c : text) {
        const unsigned char b = byte(c);
        if (b < 0x80)
            out += b;
        else if (b >= 0xC0)
            out += b & (b >= 0xF0 ? 0x07u : b >= 0xE0 ? 0x0Fu : 0x1Fu);
        else if (!out.empty())
            out.back() = (out.back() << 6 | (b & 0x3F)) & 0x1FFFFF;
    }
    std::ranges::replace_if(out, [](char32_t c) { return c > 0x10FFFF; }, U'\uFFFD');
    return out;
}

bool ascii_only(std::string_view label) {
    return std::ranges::all_of(label, [](char c) { return byte(c) < 0x80; });
}

bool good_label(std::string_view label, bool underscore) {
    if (label.empty() || one_of(label.front(), "-_") || one_of(label.back(), "-_")) return false;
    if (!underscore && label.find('_') != label.npos) return false;
    if (ascii_only(label)) return label.size() <= longest_label;
    if (lower_ascii(label.substr(0, 4)) == "xn--" || label.size() > longest_label * 4) return false;
    return ascii_length(code_points(label)).count() <= longest_label;
}

bool listed(std::string_view name, std::string_view list) {
    return list.find(" " + std::string(name) + " ") != list.npos;
}

bool country(std::string_view name) {
    for (std::size_t i = 0; name.size() == 2 && i < country_domains.size(); i += 2)
        if (country_domains.substr(i, 2) == name) return true;
    return false;
}

// How much of a label is a top-level domain; 0: none. What follows must not go on with it.
std::size_t top_level(std::string_view label, char next, bool schemed) {
    std::size_t end = 0;
    while (end < label.size() && letter(label[end])) ++end;
    const char after = end < label.size() ? label[end] : next;
    if (letter(after) || digit(after) || one_of(after, "@+-")) end = 0;
    const std::string name = lower_ascii(label.substr(0, end));
    if (end >= 2 && (schemed || country(name) || listed(name, generic_domains))) return end;
    if (lower_ascii(label.substr(0, 4)) == "xn--" && label.size() > 4 && ascii_only(label))
        return label.size();
    for (std::size_t size = std::min<std::size_t>(label.size(), 32); size > 2; --size)
        if (listed(label.substr(0, size), other_script_domains)) return size;
    return 0;
}

std::vector<std::string_view> labels_of(std::string_view host) {
    std::vector<std::string_view> labels;
    while (true) {
        const std::size_t dot = std::min(host.find('.'), host.size());
        labels.push_back(host.substr(0, dot));
        if (dot == host.size()) return labels;
        host.remove_prefix(dot + 1);
    }
}

}  // namespace

std::size_t host_length(std::string_view text, bool schemed) {
    const std::size_t run = host_run(text.substr(0, longest_link), schemed);
    const auto labels = labels_of(text.substr(0, run));
    std::size_t best = 0;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < labels.size(); begin += labels[i].size() + 1, ++i) {
        const std::size_t end = begin + labels[i].size();
        const char next = end < text.size() ? text[end] : ' ';
        const std::size_t top = i == 0 ? 0 : top_level(labels[i], next, schemed);
        if (top > 0 && good_label(labels[i - 1], false)) best = begin + top;
        if (!good_label(labels[i], true)) break;
    }
    return best;
}

}  // namespace earshot::x
