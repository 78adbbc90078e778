// Numbers that nobody should write in public: cards, bank accounts, telephones, customer numbers.
// Not flights, dates, times, prices, nor what stands in links and handles.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace earshot::cases {

enum class number_kind : std::uint8_t {
    card,     // 13 to 19 digits with a right check digit (ISO/IEC 7812-1, annex B)
    iban,     // right modulo 97 (ISO 13616-1)
    account,  // eight digits or more, with or without separators: a telephone as well
};

struct private_number {
    number_kind kind = number_kind::account;
    std::size_t begin = 0;  // bytes of the text, `end` exclusive
    std::size_t end = 0;
    std::string value;  // digits, for an IBAN also capital letters

    bool operator==(const private_number&) const = default;
};

// In order. `text` is valid UTF-8; digits of other scripts count.
std::vector<private_number> private_numbers(std::string_view text);

// Each of these with `*` for all digits but the last two.
std::string masked(std::string_view text);

}  // namespace earshot::cases
