// What agents do in Request Tracker, read from its transactions.
#pragma once

#include <map>
#include <set>
#include <string>

#include "earshot/connector.hpp"
#include "earshot/helpdesk.hpp"
#include "earshot/service/log.hpp"
#include "rt/agent_answers.hpp"
#include "rt/cursor.hpp"
#include "rt/records.hpp"
#include "rt/rest2.hpp"
#include "rt/tickets.hpp"

namespace earshot::rt {

class history {
public:
    history(host& services, rest2& calls, agent_answers& answers, tickets& system,
            helpdesk::ticket_desk& desk);

    // As polling::poll. The very first begins with what is new from then on.
    task<result<poll_result>> poll(std::string at);

private:
    task<result<poll_result>> begin();
    task<result<std::vector<transaction_record>>> page(cursor from, int number, bool& full);
    task<result<batch>> read(transaction_record one);
    task<result<batch>> read_answer(transaction_record one, std::string case_key);
    task<result<batch>> read_change(transaction_record one, std::string case_key);
    task<result<void>> follow_merge(transaction_record one);
    bool hopeless(std::uint64_t transaction, error_kind why);
    task<result<batch>> pass_over(transaction_record one, error why);
    task<result<void>> tell(transaction_record about, helpdesk::note entry);
    task<result<std::string>> case_of(std::string ticket_id);
    task<result<user_record>> user(std::string id_or_name);
    task<result<bool>> by_agent(std::string creator);

    const std::string instance_;
    const settings& settings_;
    rest2& calls_;
    agent_answers& answers_;
    tickets& system_;
    helpdesk::ticket_desk& desk_;
    log& log_;
    std::map<std::string, user_record, std::less<>> users_;  // as of this poll
    std::set<std::string, std::less<>> foreign_;             // tickets of no case
    std::uint64_t unreadable_ = 0;                           // the answer at which polls end,
    int failures_ = 0;                                       // so many times in a row
};

}  // namespace earshot::rt
