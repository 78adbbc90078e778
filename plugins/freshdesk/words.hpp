// The words of comments: how ours are written and marked, and how those of agents are read. Pure.
#pragma once

#include <string>
#include <string_view>

#include "earshot/service/text.hpp"

namespace earshot::freshdesk {

// The last line of every comment of ours, by which it is found again: `[earshot 0f3a...]`.
std::string mark_of(std::string_view key);

// A comment as HTML, so that nothing in it becomes markup, a placeholder or anything but words.
std::string as_html(std::string_view text, std::string_view key);

bool is_ours(std::string_view words);  // they end with a mark

// What a person wrote; `html` may be empty, then it is `plain`.
std::string read_words(std::string_view html, std::string_view plain, const text& reader);

// Whether this is certainly not HTML.
bool surely_plain(std::string_view words);

// As a tag: `language_nl`, `class_lost_suitcase`.
std::string tag_of(std::string_view kind, std::string_view word);

}  // namespace earshot::freshdesk
