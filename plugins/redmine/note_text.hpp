// The words of notes: how ours are marked and kept from being read as markup, and which of the
// others' are answers to the customer. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace earshot::redmine {

// The note's text with its mark in the last line. `verbatim`: as preformatted text, so that nothing
// a customer writes becomes a macro, an image, a mention of a colleague, or the end of it.
std::string marked(std::string_view text, std::string_view key, bool verbatim);

// Whether the mark is one of the lines: colleagues add to notes.
bool bears(std::string_view notes, std::string_view mark);

// Which notes of people are answers to the customer.
struct answer_rule {
    bool every_public_note = false;  // otherwise those that begin with the marker
    std::string marker;              // ASCII letters in either case
};

// What is to be said to the customer; nothing: it is not for them.
std::optional<std::string> answer_in(std::string_view notes, const answer_rule& rule);

}  // namespace earshot::redmine
