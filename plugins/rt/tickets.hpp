// Request Tracker as a helpdesk::ticket_system. Tickets and entries are found again by marks.hpp.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "earshot/connector.hpp"
#include "earshot/helpdesk.hpp"
#include "rt/records.hpp"
#include "rt/rest2.hpp"

namespace earshot::rt {

class tickets final : public helpdesk::ticket_system {
public:
    tickets(host& services, rest2& calls);

    task<result<std::optional<helpdesk::ticket>>> find(std::string case_key) override;
    task<result<helpdesk::ticket>> create(helpdesk::ticket_draft draft) override;
    task<result<receipt>> add(helpdesk::ticket to, helpdesk::note entry) override;
    task<result<std::optional<receipt>>> find_note(helpdesk::ticket in, std::string key) override;
    task<result<receipt>> attach(helpdesk::ticket to, helpdesk::media_file what) override;
    duration search_delay() const override { return std::chrono::seconds(15); }

    // The queue, with the case field in it. Errors: scope_missing `rt.no_queue`,
    // `rt.no_case_field`, and those of a call.
    task<result<queue_record>> queue();

    // What stands in the case field: for tickets that nobody remembers. Empty: nothing, or it is
    // in another queue, where another sink may take its answers.
    task<result<std::string>> case_field_of(std::string ticket_id);

    helpdesk::ticket ticket_at(const std::string& id) const { return {id, calls_.page_of(id)}; }

private:
    struct reached {
        ticket_record at;
        std::string etag;
    };

    task<result<reached>> reach(std::string id);
    task<result<void>> wake(std::string id);
    task<result<receipt>> enter(std::string id, std::string how, boost::json::object what);
    task<result<void>> prepare();
    task<result<helpdesk::ticket>> settle(std::string id, std::string case_key);
    task<result<bool>> mark(std::string id, std::string case_key);
    task<result<helpdesk::ticket>> merge(std::string id, helpdesk::ticket into);
    task<result<bool>> holds(std::string id, std::string case_key);
    boost::json::object body_of(const helpdesk::ticket_draft& draft) const;
    bool closed(const std::string& status) const;

    const settings& settings_;
    rest2& calls_;
    log& log_;
    const std::string case_field_;
    std::set<std::string> queue_fields_;  // empty: not looked yet
    helpdesk::ticket unmarked_;  // made, but RT did not take its case key: before that is mended,
    std::string unmarked_key_;   // no other is made
};

}  // namespace earshot::rt
