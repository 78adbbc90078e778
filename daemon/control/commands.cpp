#include "control/commands.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "base/config_suggest.hpp"

namespace earshot::control {

namespace {

constexpr std::array table{
    command{"status", false, false, status},
    command{"messages", false, true, messages},
    command{"message_show", false, false, message_show},
    command{"cases_unanswered", false, false, cases_unanswered},
    command{"case_show", false, false, case_show},
    command{"person_show", false, false, person_show},
    command{"people_suggested", false, false, people_suggested},
    command{"load", false, false, load},
    command{"outbox", false, false, outbox},
    command{"dead_list", false, false, dead_list},
    command{"dead_show", false, false, dead_show},
    command{"dead_replay", true, false, dead_replay},
    command{"quarantine_list", false, false, quarantine_list},
    command{"ledger", false, false, ledger},
    command{"ledger_hours", false, false, ledger_hours},
    command{"accounts", false, false, accounts},
    command{"reply", true, false, reply_to},
    command{"act", true, false, act_by_hand},
    command{"reload", true, false, reload},
};

}  // namespace

std::span<const command> all_commands() { return table; }

result<const command*> find_command(std::string_view name) {
    const auto found = std::ranges::find(table, name, &command::name);
    if (found != table.end()) return found;
    std::array<std::string_view, table.size()> names;
    std::ranges::transform(table, names.begin(), &command::name);
    return fail(error_kind::invalid, "control.command",
                "unknown command '" + std::string(name.substr(0, 40)) + "'; " +
                    base::suggestion(name, names));
}

}  // namespace earshot::control
