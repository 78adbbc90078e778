// What an agent wrote, out of what Request Tracker kept of it. Pure but for the text service.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "earshot/service/text.hpp"
#include "rt/records.hpp"

namespace earshot::rt {

struct agent_answer {
    std::string text;                // plain; empty: there is none
    std::vector<std::string> files;  // by name
};

// The plain text where there is one, else the HTML as text.
agent_answer answer_in(const std::vector<attachment_record>& parts, const text& unicode);

// Without the quoted history that RT puts into an answer (`On ... wrote:` and the lines with `>`
// under it), without the signature (behind `-- `), and without empty lines around. A line with `>`
// that nothing announced as a quotation stays: the agent may mean it.
std::string own_words(std::string_view text);

// In HTML a quotation is a blockquote; an empty line that `own_words` knows takes its place.
std::string without_quotations(std::string_view html);

}  // namespace earshot::rt
