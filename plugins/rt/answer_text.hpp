// What an agent wrote, out of the text that Request Tracker kept of it. Pure but for the text
// service.
#pragma once

#include <string>
#include <string_view>

#include "earshot/service/text.hpp"

namespace earshot::rt {

// Without the quoted history that RT puts into an answer (`On ... wrote:` and the lines with `>`
// under it), without the signature (behind `-- `), and without empty lines around. A line with `>`
// that nothing announced as a quotation stays: the agent may mean it.
std::string own_words(std::string_view text);

// In HTML a quotation is a blockquote; an empty line that `own_words` knows takes its place.
std::string without_quotations(std::string_view html);
std::string words_in_html(std::string_view html, const text& unicode);

}  // namespace earshot::rt
