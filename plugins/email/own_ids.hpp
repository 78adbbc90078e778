// Names that Earshot gives in mail, and by which it knows its own again: message ids, and the
// address that a case is answered at. Both hold a proof that nobody without the secret can make: a
// mail that shows one was written by somebody who received a mail of ours. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "earshot/message.hpp"

namespace earshot::email {

// Letters and digits in lower case (RFC 4648 section 7, without padding).
std::string base32hex(std::string_view bytes);

class own_ids {
public:
    // `domain`: on the right side of message ids. `reply_to`: where answers go,
    // `care@brand.example`.
    own_ids(std::string secret, std::string domain, std::string reply_to);

    // The id of the mail about this message, always the same: `es.x_5s_klm_5s_1990.PROOF@domain`,
    // at most 250 characters. The name is a place's, see name_of; a revision has a mail of its own.
    std::string of_message(std::string_view name, std::string_view revision = {}) const;

    // Of a mail about something else, by its key.
    std::string of_notice(std::string_view key) const;

    // What message a mail of ours was about; empty: it is ours, but does not say. Nothing: it is
    // not ours, although it may look so.
    std::optional<std::string> message_of(std::string_view id) const;

    // It is written like one of ours, whether or not it is.
    bool looks_own(std::string_view id) const;

    // `care+TAG.PROOF@brand.example`.
    std::string address_of(std::string_view case_key) const;

    // Of an address written like that; nothing: it is another address.
    struct case_address {
        std::string tag;
        std::string proof;
    };
    std::optional<case_address> read_address(std::string_view address) const;

    // What a case is kept under.
    static std::string tag_of(std::string_view case_key);
    bool proves(const case_address& shown, std::string_view case_key) const;

private:
    std::string proof(std::string_view what, std::string_view text, std::size_t length) const;
    std::string id(const std::string& left) const;

    std::string secret_;
    std::string domain_;
    std::string local_;  // of the address for answers
    std::string host_;
};

}  // namespace earshot::email
