// The words of comments in a helpdesk: how ours are marked and written as HTML, and how those of
// agents are read. For plugins of helpdesks whose comments are HTML; the mark serves the others as
// well. All of it is pure. [any thread]
#pragma once

#include <string>
#include <string_view>

#include "earshot/service/text.hpp"

namespace earshot::helpdesk {

// The last line of a comment of ours, by which it is found again: `[earshot 0f3a...]`, 24 hex
// digits of the key's SHA-256. `key` is the note's.
std::string mark_of(std::string_view key);

// Whether the last line is a mark, whichever. One in the middle is an agent's quote.
bool is_ours(std::string_view words);

// Plain text as HTML with its mark, so that nothing in it becomes markup or a `{{placeholder}}`.
std::string as_html(std::string_view text, std::string_view key);

// What a person wrote, without blanks around it and with `\n` between lines; `html` may be empty,
// then it is `plain`.
std::string read_words(std::string_view html, std::string_view plain, const text& reader);

// Whether this is certainly not HTML.
bool surely_plain(std::string_view words);

// Without the blanks, tabs and line ends around it. A view of `text`.
std::string_view trimmed(std::string_view text);

// As a tag, one word: `language_nl`, `class_lost_suitcase`.
std::string tag_of(std::string_view kind, std::string_view word);

}  // namespace earshot::helpdesk
