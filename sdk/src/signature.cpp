#include "earshot/signature.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <stdexcept>

namespace earshot {

namespace {

const EVP_MD* openssl(hash algorithm) {
    return algorithm == hash::sha1 ? EVP_sha1() : EVP_sha256();
}

const unsigned char* octets(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

using buffer = std::array<unsigned char, EVP_MAX_MD_SIZE>;

std::string text(const buffer& bytes, unsigned length) {
    return {reinterpret_cast<const char*>(bytes.data()), length};
}

int sextet(char digit) {
    if (digit >= 'A' && digit <= 'Z') return digit - 'A';
    if (digit >= 'a' && digit <= 'z') return digit - 'a' + 26;
    if (digit >= '0' && digit <= '9') return digit - '0' + 52;
    if (digit == '+') return 62;
    return digit == '/' ? 63 : -1;
}

// Puts six bits after six bits into bytes.
class sextets {
public:
    bool add(char digit) {
        const int value = sextet(digit);
        if (value < 0) return false;
        held_ = held_ << 6 | static_cast<unsigned>(value);
        count_ += 6;
        if (count_ < 8) return true;
        count_ -= 8;
        bytes_ += static_cast<char>(held_ >> count_);
        held_ &= (1U << count_) - 1;
        return true;
    }

    std::size_t bits_left() const { return count_; }
    unsigned unused() const { return held_; }
    std::string bytes() && { return std::move(bytes_); }

private:
    std::string bytes_;
    unsigned held_ = 0;
    std::size_t count_ = 0;
};

int nibble(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    return -1;
}

bool unreserved(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

}  // namespace

std::string digest(hash algorithm, std::string_view bytes) {
    buffer out{};
    unsigned length = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), out.data(), &length, openssl(algorithm), nullptr) !=
        1)
        throw std::runtime_error("OpenSSL has no such digest");
    return text(out, length);
}

std::string hmac(hash algorithm, std::string_view key, std::string_view bytes) {
    buffer out{};
    unsigned length = 0;
    if (key.empty()) key = "";  // not null, which means something else to OpenSSL
    if (HMAC(openssl(algorithm), key.data(), static_cast<int>(key.size()), octets(bytes),
             bytes.size(), out.data(), &length) == nullptr)
        throw std::runtime_error("OpenSSL has no such digest");
    return text(out, length);
}

std::string to_base64(std::string_view bytes) {
    std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), octets(bytes),
                                       static_cast<int>(bytes.size()));
    out.resize(static_cast<std::size_t>(length));
    return out;
}

// By hand: OpenSSL's decoder skips white space and takes a dash for the end.
result<std::string> from_base64(std::string_view text) {
    std::size_t padding = 0;
    while (padding < 2 && text.ends_with('=')) {
        text.remove_suffix(1);
        ++padding;
    }
    sextets in;
    bool sound = (text.size() + padding) % 4 == 0;
    for (const char c : text) sound = in.add(c) && sound;
    if (!sound || in.bits_left() != 2 * padding || in.unused() != 0)
        return fail(error_kind::invalid, "base64", "not base64 with padding");
    return std::move(in).bytes();
}

std::string fingerprint(std::string_view secret) {
    constexpr std::size_t bytes = 12;  // enough that no two are the same
    return to_hex(digest(hash::sha256, secret).substr(0, bytes));
}

std::string to_hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    out.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
    return out;
}

result<std::string> from_hex(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        const int high = nibble(text[i]);
        const int low = nibble(text[i + 1]);
        if (high < 0 || low < 0) break;
        out += static_cast<char>(high << 4 | low);
    }
    if (out.size() * 2 != text.size()) return fail(error_kind::invalid, "hex", "not hexadecimal");
    return out;
}

bool equal_in_constant_time(std::string_view left, std::string_view right) noexcept {
    return left.size() == right.size() &&
           CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::string percent_encode(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        if (unreserved(c)) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
    return out;
}

}  // namespace earshot
