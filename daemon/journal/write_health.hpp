// Tells the operator once that the journal cannot be written and once that it can again, however
// many callers fail meanwhile. No I/O but the log. [writer thread]
#pragma once

#include <filesystem>
#include <string>

#include "earshot/error.hpp"
#include "earshot/service/clock.hpp"
#include "earshot/service/log.hpp"

namespace earshot::journal {

class write_health {
public:
    write_health(std::filesystem::path file, const clock& time, log& events);

    void failed(const error& why);
    void committed(duration took);

private:
    std::filesystem::path file_;
    const clock& clock_;
    log& log_;
    std::string told_;  // the code of the failure last told; empty: none since writing went well
    timestamp told_at_;
    timestamp last_failure_;
};

}  // namespace earshot::journal
