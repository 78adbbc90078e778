// What the responses to our few commands mean. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "earshot/service/mail.hpp"
#include "mail/imap_reader.hpp"

namespace earshot::mails {

using imap_responses = std::vector<imap_response>;

// Of SELECT: the validity, and the UID of the last mail that ever came. Nothing: the server has no
// lasting UIDs.
std::optional<mailbox_place> end_of_mailbox(const imap_responses& from);

// Of UID SEARCH, those after `after`, ascending, without repetition.
std::vector<std::uint32_t> found_uids(const imap_responses& from, std::uint32_t after);

struct fetched_mail {
    std::uint32_t uid = 0;
    std::uint64_t size = 0;
    timestamp arrived;
    std::string bytes;  // of BODY[]
};

// Of UID FETCH, with whatever was asked for.
std::vector<fetched_mail> fetched_mails(const imap_responses& from);

// `17-Jul-1996 02:44:25 -0700`; the epoch where it is none.
timestamp internal_date(std::string_view text);

}  // namespace earshot::mails
