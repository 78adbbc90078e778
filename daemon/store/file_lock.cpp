#include "store/file_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace earshot::stores {

namespace {

// As the holder wrote it; a moment after locking it may not have done so yet.
std::string holder(int descriptor) {
    std::array<char, 16> text{};
    const ssize_t size = ::pread(descriptor, text.data(), text.size(), 0);
    std::string digits;
    for (ssize_t i = 0; i < size && text[static_cast<std::size_t>(i)] >= '0' &&
                        text[static_cast<std::size_t>(i)] <= '9';
         ++i)
        digits += text[static_cast<std::size_t>(i)];
    return digits.empty() ? "another process" : "process " + digits;
}

}  // namespace

file_lock::file_lock(file_name file) : file_(std::move(file)) {
    descriptor_ = ::open(file_.path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor_ < 0) throw system_failure(file_, errno);
    try {
        acquire();
        write_pid();
    } catch (...) {
        ::close(descriptor_);
        throw;
    }
}

file_lock::~file_lock() { ::close(descriptor_); }

void file_lock::acquire() {
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
    if (errno != EWOULDBLOCK) throw system_failure(file_, errno);
    throw failure(error(error_kind::transient, file_.scope + ".locked",
                        "Cannot lock " + file_.path.string() + ": " + holder(descriptor_) +
                            " holds it and must end first, two must not write at the same time"));
}

void file_lock::write_pid() const {
    const std::string pid = std::to_string(::getpid()) + "\n";
    if (::ftruncate(descriptor_, 0) != 0 ||
        ::pwrite(descriptor_, pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size()))
        throw system_failure(file_, errno);
}

}  // namespace earshot::stores
