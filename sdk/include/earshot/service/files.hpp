// Files named in the configuration, for plugins whose platform or destination is a file. The host
// does the work on a thread of its own, so that a slow disk never holds up the loop.
//
// Only files that a settings field of type path names may be touched, and their rotated
// predecessors: PATH.1 (the newest), PATH.2, ...
//
// Errors of all calls are transient, because a person can mend them while the host retries:
// `file.disk_full`, `file.missing`, `file.permission`, `file.read_only`, `file.locked`,
// `file.not_a_file`, `file.foreign`, `file.busy`, `file.io`; but permanent `file.not_allowed`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "earshot/task.hpp"

namespace earshot {

class append_request {
public:
    append_request(std::string path, std::string lines)
        : path(std::move(path)), lines(std::move(lines)) {}

    std::string path;
    std::string lines;              // whole lines, the last newline included; may be empty
    std::string line_begin;         // how every line of the file begins: `{"key":"`
    bool durable = true;            // on disk when the call returns, together with all before it
    std::uint32_t mode = 0640;      // of a file that is created
    std::uint64_t rotate_size = 0;  // a file that would outgrow it is rotated first; 0: never
    int keep = 0;                   // rotated files that are kept
};

// Bytes of a file as it is now.
struct file_part {
    std::string bytes;
    std::uint64_t size = 0;      // of the whole file
    std::uint64_t identity = 0;  // stays with the file when it is rotated
};

class files {
public:
    static constexpr std::string_view id = "earshot.files/1";
    virtual ~files() = default;

    // All the lines are in the file, or none is: what a crash or a full disk left of a line is cut
    // off before the next append, where it begins as `line_begin` says; anything else is
    // `file.foreign` and stays. After `cancelled` they may be there or not. [loop]
    virtual task<result<void>> append(append_request request) = 0;

    // At most `limit` bytes from `offset` on; none at the end. [loop]
    virtual task<result<file_part>> read(std::string path, std::uint64_t offset,
                                         std::uint64_t limit) = 0;
};

}  // namespace earshot
