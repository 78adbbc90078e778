// Log events. An event has a stable id (`x.reply_refused`) and bound fields; the host adds the
// plugin and instance. Tokens and customers' texts are never fields.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace earshot {

enum class log_level : std::uint8_t {
    debug,
    info,     // for the record
    warning,  // look at it today
    error,    // somebody must act
};

using log_field = std::pair<std::string_view, std::string>;

class log {
public:
    static constexpr std::string_view id = "earshot.log/1";
    virtual ~log() = default;

    virtual void write(log_level level, std::string_view event,
                       std::initializer_list<log_field> fields) = 0;  // [any thread]
};

}  // namespace earshot
