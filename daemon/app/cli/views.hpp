// The daemon's answers as text for people. Functions of the answer and of how to show it; what
// customers wrote is made visible before it gets here or in here.
#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "app/cli/style.hpp"

namespace earshot::app::cli {

std::string view_status(const boost::json::object& answer, const style& look);

// One line; of an answer that the gate refused one more, which says why.
std::string view_message(const boost::json::object& item, const style& look);

std::string view_outbox(const boost::json::object& answer, const style& look);
std::string view_dead_list(const boost::json::object& answer, const style& look);
std::string view_dead(const boost::json::object& answer, const style& look);
std::string view_replay(const boost::json::object& answer, const style& look);
std::string view_quarantine(const boost::json::object& answer, const style& look);
std::string view_ledger(const boost::json::object& answer, const style& look);
std::string view_ledger_hours(const boost::json::object& answer, const style& look);
std::string view_ledger_audit(const boost::json::object& answer, const style& look);
std::string view_accounts(const boost::json::object& answer, const style& look);
std::string view_reply(const boost::json::object& answer, const style& look);
std::string view_unanswered(const boost::json::object& answer, const style& look);
std::string view_record(const boost::json::object& answer, const style& look);
std::string view_understood(const boost::json::object& answer, const style& look);
std::string view_suggested(const boost::json::object& answer, const style& look);
std::string view_load(const boost::json::object& answer, const style& look);
std::string view_act(const boost::json::object& answer, const style& look);
std::string view_reload(const boost::json::object& answer, const style& look);

}  // namespace earshot::app::cli
