// A log that remembers, for tests.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "earshot/service/log.hpp"

namespace earshot::tests {

class recording_log final : public log {
public:
    // `level event name=value name=value`, one each. [any thread]
    std::vector<std::string> events() const {
        const std::lock_guard lock(mutex_);
        return events_;
    }

    bool has(std::string_view event, std::string_view part = {}) const {
        const std::lock_guard lock(mutex_);
        for (const std::string& line : events_)
            if (line.find(event) != line.npos && line.find(part) != line.npos) return true;
        return false;
    }

    void write(log_level level, std::string_view event,
               std::initializer_list<log_field> fields) override {
        std::string line = std::to_string(static_cast<int>(level)).append(" ").append(event);
        for (const auto& [name, value] : fields)
            line.append(" ").append(name).append("=").append(value);
        const std::lock_guard lock(mutex_);
        events_.push_back(std::move(line));
    }

private:
    mutable std::mutex mutex_;
    std::vector<std::string> events_;
};

}  // namespace earshot::tests
