// Webhook requests that are stored but not yet understood. [writer thread]
#pragma once

#include "journal/records.hpp"
#include "store/database.hpp"

namespace earshot::journal {

class inbox {
public:
    // Requests that an earlier run had handed out and not finished get one attempt more.
    explicit inbox(stores::database& file);

    std::int64_t add(const std::string& instance, const webhook_request& request);
    std::vector<inbox_item> take(const std::vector<std::string>& instances, std::int64_t after_id,
                                 int limit);
    std::optional<inbox_item> find(std::int64_t id);
    void remove(std::int64_t id);

private:
    void count_attempts(std::vector<inbox_item>& taken, const std::string& instance);

    std::int64_t next_;
    stores::statement insert_;
    stores::statement select_after_;
    stores::statement select_one_;
    stores::statement raise_;
    stores::statement mark_;
    stores::statement set_mark_;
    stores::statement delete_;
};

}  // namespace earshot::journal
