// The journal's records as JSON, for the operator's command. What the shapes contain is a promise:
// scripts read them.
#pragma once

#include <boost/json/object.hpp>

#include "cases/unanswered.hpp"
#include "control/daemon_view.hpp"
#include "journal/reports.hpp"

namespace earshot::control {

boost::json::object to_json(const journal::entry& item);
boost::json::object to_json(const journal::outbox_summary& item);
boost::json::object to_json(const journal::dead_letter& item);
boost::json::object to_json(const journal::ledger_line& item);
boost::json::object to_json(const journal::delivery_line& item);
boost::json::object to_json(const journal::broken_sum& item);
boost::json::object to_json(const journal::hour_line& item);
boost::json::object to_json(const journal::intake_counts& item);
boost::json::object to_json(const credential_status& item);
boost::json::object to_json(const cases::unanswered_line& item);
boost::json::object to_json(const suspension& item);
boost::json::object to_json(const channel_view& item);

// `raw_limit` bytes of what was received are shown; what is not UTF-8 in them is replaced.
boost::json::object to_json(const journal::quarantined_item& item, std::size_t raw_limit);

// Beside an answer that the gate refused: what the entry of its refusal says.
boost::json::object refusal_in(const journal::entry& item);

// RFC 3339, or null for the epoch.
boost::json::value to_json(timestamp when);

template <class T>
boost::json::array to_json_list(const std::vector<T>& items) {
    boost::json::array out;
    out.reserve(items.size());
    for (const T& item : items) out.emplace_back(to_json(item));
    return out;
}

}  // namespace earshot::control
