// What Request Tracker's JSON says, as far as it matters here. Pure; whatever is missing or of
// another type reads as empty, so that no shape of an answer is fatal.
#pragma once

#include <boost/json/fwd.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "earshot/error.hpp"
#include "earshot/time.hpp"

namespace earshot::rt {

struct field_value {
    std::string name;
    std::vector<std::string> values;
};

struct ticket_record {
    std::string id;            // of the one it was merged into, where it was
    std::string effective_id;  // in search results; empty elsewhere
    std::string status;
    std::string queue;  // id or name
    std::vector<field_value> fields;

    std::string value_of(std::string_view field) const;  // its first
};

struct queue_record {
    std::string id;
    bool disabled = false;
    std::vector<std::string> ticket_fields;
};

struct user_record {
    std::string name;
    std::string real_name;
    bool privileged = false;  // also where RT does not say
};

struct transaction_record {
    std::uint64_t id = 0;
    std::string type;  // `Correspond`, `Status`, `Set`, `AddLink`
    std::string creator;
    std::string ticket;
    std::string field;
    std::string old_value;
    std::string new_value;
    timestamp created;
};

struct attachment_record {
    std::string id;
    std::string transaction;
    std::string type;
    std::string file;       // its name; empty: it is the text
    std::int64_t size = 0;  // bytes; 0: RT does not say
    std::string headers;
};

ticket_record ticket_from(const boost::json::value& from);
queue_record queue_from(const boost::json::value& from);
user_record user_from(const boost::json::value& from);

// Of a page: what has no id is left out.
std::vector<ticket_record> tickets_from(const boost::json::value& page);
std::vector<transaction_record> transactions_from(const boost::json::value& page);
std::vector<attachment_record> attachments_from(const boost::json::value& page);
std::size_t items_on(const boost::json::value& page);

// The bytes of an attachment; empty: it has none. Errors: transient `rt.content`.
result<std::string> content_from(const boost::json::value& attachment);

bool among(const std::vector<std::string>& names, std::string_view name);

// As a number; 0: it is none.
std::uint64_t id_number(std::string_view id);

// The id at the end of `/REST/2.0/ticket/12` or `fsck.com-rt://example.com/ticket/12`.
std::string id_in(std::string_view address);

}  // namespace earshot::rt
