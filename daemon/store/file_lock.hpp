// Keeps a second process off our files.
#pragma once

#include "store/failure.hpp"

namespace earshot::stores {

// Held until destruction, and not beyond the death of the process. The lock file stays.
class file_lock {
public:
    // Throws `failure`: SCOPE.locked, naming the process that holds it.
    explicit file_lock(file_name file);
    ~file_lock();
    file_lock(const file_lock&) = delete;
    file_lock& operator=(const file_lock&) = delete;

private:
    void acquire();
    void write_pid() const;

    file_name file_;
    int descriptor_ = -1;
};

}  // namespace earshot::stores
