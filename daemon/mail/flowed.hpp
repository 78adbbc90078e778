// Text in the form that lets a reader wrap it (RFC 3676), as the paragraphs that were typed. Pure.
#pragma once

#include <string>
#include <string_view>

namespace earshot::mails {

// Lines end with LF. `delete_space` is the parameter DelSp. Quoted lines stay quoted: `> `.
std::string unflow(std::string_view text, bool delete_space);

}  // namespace earshot::mails
