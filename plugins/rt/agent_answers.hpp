// What agents enter in Request Tracker, fetched part by part: a file may be larger than an answer
// of RT's may be, and stays there until it is needed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "earshot/host.hpp"
#include "earshot/reply.hpp"
#include "earshot/service/text.hpp"
#include "rt/answer_parts.hpp"
#include "rt/rest2.hpp"

namespace earshot::rt {

struct agent_answer {
    bool by_earshot = false;  // whichever user of Earshot's it was: then nothing else is filled
    std::string text;         // plain; empty: there is none
    std::vector<enclosed_picture> pictures;
    std::vector<std::string> files;  // by name: they are not published
};

class agent_answers {
public:
    agent_answers(host& services, rest2& calls);

    // The plain text where there is one, else the HTML as text. Errors: all; invalid
    // `rt.text_too_large`.
    task<result<agent_answer>> read(std::uint64_t transaction);

    // As enclosures::fetch_picture.
    task<result<std::string>> picture(std::string id);

private:
    task<result<std::string>> words(answer_parts parts);
    task<result<std::string>> text_of(attachment_record part);
    task<result<std::string>> content(std::string id);

    rest2& calls_;
    const text& unicode_;
};

}  // namespace earshot::rt
