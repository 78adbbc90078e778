// The log as one instance sees it: every event carries the plugin's id and the instance's name.
#pragma once

#include <string>

#include "earshot/service/log.hpp"

namespace earshot::plugins {

class instance_log final : public log {
public:
    instance_log(log& events, std::string plugin, std::string instance);

    // At most twelve fields; of more, the first twelve are written. [any thread]
    void write(log_level level, std::string_view event,
               std::initializer_list<log_field> fields) override;

private:
    log& events_;
    std::string plugin_;
    std::string instance_;
};

}  // namespace earshot::plugins
