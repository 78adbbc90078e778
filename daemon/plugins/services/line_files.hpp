// Files that grow by whole lines and survive crashes and full disks without half a line in them.
// Blocking: owned by the file thread and used on it alone.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "earshot/service/files.hpp"
#include "earshot/service/log.hpp"

namespace earshot::plugins {

// An open file descriptor, closed with its owner.
class descriptor_of_file {
public:
    explicit descriptor_of_file(int number) : number_(number) {}
    descriptor_of_file(descriptor_of_file&& other) noexcept;
    descriptor_of_file& operator=(descriptor_of_file&& other) noexcept;
    ~descriptor_of_file();

    int number() const { return number_; }

private:
    int number_;
};

// Errors of all methods as in files.hpp.
class line_files {
public:
    explicit line_files(log& events) : log_(events) {}

    // Writes, but promises nothing before sync(). On failure the file is as long as it was.
    result<void> append(const append_request& request);

    // Makes durable what was appended to the file since the last sync. On failure that is cut off
    // again: after a failed fsync nobody knows what the disk has.
    result<void> sync(const std::string& path);

    // What was appended is made durable first: nobody may see what a failed sync would take back.
    result<file_part> read(const std::string& path, std::uint64_t offset, std::uint64_t limit);

private:
    struct open_file {
        descriptor_of_file handle;
        std::uint64_t durable = 0;  // bytes known to be on disk
        bool dirty = false;
        bool torn = false;  // to be opened anew, which cuts what is left of a line
    };

    result<void> flush(const std::string& path);
    result<open_file*> ready(const append_request& request);
    result<open_file*> current(const append_request& request);
    result<open_file> open(const append_request& request);
    result<void> cut_torn_line(const append_request& request, int file);
    result<void> rotate(const append_request& request);

    log& log_;
    std::map<std::string, open_file> open_;
    std::map<std::string, error> lost_;  // by files that could not be made durable
};

}  // namespace earshot::plugins
