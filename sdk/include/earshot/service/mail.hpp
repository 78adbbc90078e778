// Mail: what is to be sent, by SMTP, and what has come, by IMAP. The host speaks the protocols, on
// threads of its own, checks certificates, writes and reads MIME, and hands over plain UTF-8.
//
// A server is an address that stands in the instance's configuration, in a field of type text:
// `smtps://` and `imaps://` speak TLS from the first byte, `smtp://` and `imap://` turn to it
// before anything of value is said (STARTTLS), and do without for a server on loopback alone.
//
// Errors of all calls: transient (`mail.connect`, `mail.timeout`, `mail.tls`, `mail.busy`,
// `mail.protocol`), unauthorized (`mail.login`), permanent (`mail.not_allowed`), cancelled.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "earshot/task.hpp"
#include "earshot/time.hpp"

namespace earshot {

struct mail_address {
    std::string name;     // as people read it; may be empty
    std::string address;  // `care@brand.example`

    bool operator==(const mail_address&) const = default;
};

// Where to log in.
class mail_account {
public:
    explicit mail_account(std::string server) : server(std::move(server)) {}

    mail_account& login(std::string name, std::string secret) {
        user = std::move(name);
        password = std::move(secret);
        return *this;
    }

    std::string server;  // `smtp://mail.example.org:587`
    std::string user;    // empty: the server wants no login
    std::string password;
    bool plain_on_loopback = false;  // no TLS on the way to 127.0.0.1, ::1 and localhost
    duration timeout{30'000};        // for one call
};

// A mail to be. Header values are plain text: the host encodes them, and no line break survives.
class outgoing_mail {
public:
    outgoing_mail(mail_address from, std::vector<mail_address> to)
        : from(std::move(from)), to(std::move(to)) {}

    outgoing_mail& header(std::string name, std::string value) {
        headers.emplace_back(std::move(name), std::move(value));
        return *this;
    }

    mail_address from;
    std::vector<mail_address> to;
    std::string reply_to;         // an address; empty: as from
    std::string envelope_sender;  // where reports of failure go; empty: the address of `from`
    std::string subject;
    std::string message_id;               // without the angle brackets, as all ids here
    std::string in_reply_to;              // empty: it begins a conversation
    std::vector<std::string> references;  // oldest first
    timestamp date;
    std::string text;                                          // UTF-8
    std::vector<std::pair<std::string, std::string>> headers;  // others
};

// A part of a mail that came, flattened: containers are left out.
struct mail_part {
    std::string type;  // lower case: `text/plain`
    // In UTF-8, of text/* and of message/delivery-status; of message/rfc822 its headers. Line ends
    // are LF. Bytes that are none in the part's charset are U+FFFD.
    std::string text;
    std::string file_name;
    bool attached = false;
    bool whole = true;  // false: the mail was larger than asked for, and this is where it was cut
};

struct received_mail {
    std::uint32_t uid = 0;
    timestamp arrived;               // at its server
    timestamp sent;                  // as its author's clock says; the epoch: it does not say
    std::uint64_t size = 0;          // of the whole mail
    std::string raw;                 // as it came, cut at `max_size`
    std::string message_id;          // empty: it has none
    std::vector<mail_address> from;  // of From, and of nothing else
    std::vector<std::string> delivered_to;  // To, Cc, Delivered-To, X-Original-To
    std::vector<std::string> in_reply_to;
    std::vector<std::string> references;
    std::vector<std::pair<std::string, std::string>> headers;  // names in lower case, decoded
    std::vector<mail_part> parts;
    std::string unreadable;  // why it is no mail at all; empty: it could be read

    // The first with this name.
    std::optional<std::string_view> header(std::string_view lower_case_name) const {
        for (const auto& [name, value] : headers)
            if (name == lower_case_name) return value;
        return std::nullopt;
    }
};

// A place in a mailbox: mails before it were read. UIDs mean something only together with the
// validity (RFC 9051 section 2.3.1.1).
struct mailbox_place {
    std::uint32_t validity = 0;  // 0: nothing was read yet
    std::uint32_t uid = 0;

    bool operator==(const mailbox_place&) const = default;
};

class mailbox_request {
public:
    mailbox_request(mail_account from, std::string folder)
        : from(std::move(from)), folder(std::move(folder)) {}

    mail_account from;
    std::string folder;   // UTF-8: `INBOX`
    mailbox_place after;  // from the beginning where the mailbox has another validity by now
    int limit = 50;       // mails
    std::uint64_t max_size = 1 << 20;  // bytes of one mail; the rest of it is not fetched
};

struct mailbox_page {
    mailbox_place last;                // for the next request
    std::vector<received_mail> mails;  // ascending by UID; not marked as seen
    bool more = false;
};

// What becomes of mails that were read.
class mailbox_filing {
public:
    mailbox_filing(mail_account in, std::string folder)
        : in(std::move(in)), folder(std::move(folder)) {}

    mail_account in;
    std::string folder;
    std::uint32_t validity = 0;
    std::vector<std::uint32_t> uids;
    std::string move_to;  // a folder, created where it is not there; empty: marked as seen
};

class mail {
public:
    static constexpr std::string_view id = "earshot.mail/1";
    virtual ~mail() = default;

    // The server has taken it for all recipients, or for none. After `mail.timeout` and
    // `mail.connect` it may have taken it. Also: invalid (`mail.address`), permanent
    // (`mail.refused`), transient (`mail.deferred`). [loop]
    virtual task<result<void>> submit(mail_account at, outgoing_mail letter) = 0;

    // The first page of a place without validity is empty: it says where the mailbox ends. Also:
    // permanent (`mail.no_folder`). [loop]
    virtual task<result<mailbox_page>> read(mailbox_request request) = 0;

    // Mails that are not there any more are none of its business; nor is another validity. [loop]
    virtual task<result<void>> file(mailbox_filing wanted) = 0;

    // Connects and logs in, nothing else. [loop]
    virtual task<result<void>> check(mail_account at) = 0;
};

}  // namespace earshot
