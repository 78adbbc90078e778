#include "base/ids.hpp"

#include <openssl/rand.h>

#include <stdexcept>

#include "earshot/signature.hpp"

namespace earshot::base {

namespace {

template <std::size_t N>
std::array<unsigned char, N> random_bytes() {
    std::array<unsigned char, N> out{};
    if (RAND_bytes(out.data(), static_cast<int>(N)) != 1)
        throw std::runtime_error("the system gives no random numbers");
    return out;
}

}  // namespace

std::string random_key() {
    const auto bytes = random_bytes<32>();
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::uint64_t random_below(std::uint64_t bound) {
    std::uint64_t value = 0;
    for (const unsigned char byte : random_bytes<8>()) value = value << 8 | byte;
    return value % bound;
}

// RFC 9562 section 5.7, with the counter of section 6.2 method 1 in rand_a.
std::string random_ids::next() {
    std::uint64_t stamp = 0;
    {
        const std::lock_guard lock(mutex_);
        const auto now = static_cast<std::uint64_t>(clock_.now().time_since_epoch().count()) << 12;
        last_ = stamp = std::max(now, last_ + 1);
    }
    auto bytes = random_bytes<16>();
    for (std::size_t i = 0; i < 6; ++i)
        bytes[i] = static_cast<unsigned char>(stamp >> (12 + 8 * (5 - i)));
    bytes[6] = static_cast<unsigned char>(0x70 | (stamp >> 8 & 0x0f));
    bytes[7] = static_cast<unsigned char>(stamp);
    bytes[8] = static_cast<unsigned char>(0x80 | (bytes[8] & 0x3f));
    std::string text = to_hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    for (const std::size_t at : {8U, 13U, 18U, 23U}) text.insert(at, 1, '-');
    return text;
}

std::string random_ids::nonce(std::size_t length) {
    constexpr std::string_view letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    std::string text;
    while (text.size() < length) text += letters[random_below(letters.size())];
    return text;
}

}  // namespace earshot::base
