// Where the next poll goes on, as text: `VALIDITY:UID`, and after another colon the mails that are
// done and still to be filed: `7:120:118,120`. Filing them waits for the next poll, because only
// then is it certain that what was in them is stored. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "earshot/service/mail.hpp"

namespace earshot::email {

struct cursor {
    mailbox_place place;
    std::vector<std::uint32_t> done;

    bool operator==(const cursor&) const = default;
};

std::string to_text(const cursor& what);

// Empty or damaged: the place where nothing was read.
cursor read_cursor(std::string_view text);

}  // namespace earshot::email
