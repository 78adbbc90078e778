// What the commands that ask the daemon have in common: find it, ask, and show or complain.
#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "app/cli/commands.hpp"
#include "app/cli/daemon_client.hpp"

namespace earshot::app::cli {

using view = std::string (*)(const boost::json::object&, const style&);

result<daemon_client> connect(const invocation& how);

// The exit code for what the daemon, or the way there, said.
int code_for(const error& what);

void show(const invocation& how, const boost::json::object& answer, view as);

result<boost::json::object> ask(const invocation& how, const std::string& command,
                                const boost::json::object& arguments);

int ask_and_show(const invocation& how, const std::string& command,
                 const boost::json::object& arguments, view as);

// A time as an operator types it; nothing, where the text is empty.
result<void> put_moment(boost::json::object& into, const char* name, const std::string& text);

}  // namespace earshot::app::cli
