// Which part of what an agent entered is what: his words, pictures, files. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "earshot/reply.hpp"
#include "rt/records.hpp"

namespace earshot::rt {

struct answer_parts {
    std::optional<attachment_record> plain;  // the first of its type
    std::optional<attachment_record> html;
    std::vector<enclosed_picture> pictures;  // to be published
    std::vector<std::string> files;          // by name: they stay
};

// A picture that the text itself refers to stays: mail programs put logos there.
answer_parts parts_of(const std::vector<attachment_record>& listed);

// What a file's name says of what it shows: `blue_suitcase.jpg` is `blue suitcase`. Empty where it
// says nothing, as `IMG_1234.jpg`.
std::string description_in(std::string_view file);

}  // namespace earshot::rt
