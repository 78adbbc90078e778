// What a person wrote in an answer, without what the mail program put below and above it: the mail
// that was answered, the line that introduces it, a signature. Pure.
#pragma once

#include <string>
#include <string_view>

namespace earshot::email {

// Stands in every mail of ours: what follows it was not written by who answers.
inline constexpr std::string_view answer_line = "##- Please write your answer above this line -##";

// Of plain text. Lines end with LF.
std::string without_quotes(std::string_view text);

// Of HTML, as HTML: up to where the mail program says that a quoted mail begins.
std::string without_quoted_html(std::string_view html);

}  // namespace earshot::email
