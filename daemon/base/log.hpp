// Where log events go: journald with one field each, or JSON lines, or plain lines for people.
// The events are listed with their meaning and remedy in docs/log-events/.
#pragma once

#include <memory>
#include <string>

#include "earshot/service/log.hpp"

namespace earshot::base {

enum class log_format : std::uint8_t { plain, json, journald };

// journald where standard error is the journal's, plain lines otherwise.
log_format detect_log_format();

// The daemon's log, on standard error. Writing blocks no longer than the pipe behind it. [any
// thread]
class process_log final : public log {
public:
    process_log(log_format format, log_level threshold);
    ~process_log() override;

    void write(log_level level, std::string_view event,
               std::initializer_list<log_field> fields) override;

    void set_threshold(log_level threshold);

private:
    class output;
    std::unique_ptr<output> output_;
};

std::string_view to_string(log_level level) noexcept;

}  // namespace earshot::base
