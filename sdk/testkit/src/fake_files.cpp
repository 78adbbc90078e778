#include "earshot/testkit/fake_files.hpp"

#include <algorithm>

namespace earshot::testkit {

namespace {

std::string rotated(const std::string& path, int number) {
    return number == 0 ? path : path + "." + std::to_string(number);
}

}  // namespace

fake_files::file& fake_files::open(const std::string& path) {
    const auto [found, fresh] = files_.try_emplace(path);
    if (fresh) found->second.identity = ++created_;
    return found->second;
}

void fake_files::put(const std::string& path, std::string bytes) {
    open(path).bytes = std::move(bytes);
}

void fake_files::rotate(const std::string& path, int keep) {
    files_.erase(rotated(path, keep));
    for (int number = keep; number > 0; --number)
        if (auto moved = files_.extract(rotated(path, number - 1))) {
            moved.key() = rotated(path, number);
            files_.insert(std::move(moved));
        }
}

task<result<void>> fake_files::append(append_request request) {
    if (problem_) co_return std::unexpected(*problem_);
    const std::uint64_t grown = open(request.path).bytes.size() + request.lines.size();
    const bool full = request.rotate_size > 0 && grown > request.rotate_size;
    if (full && !bytes(request.path).empty()) rotate(request.path, request.keep);
    open(request.path).bytes += request.lines;
    co_return result<void>();
}

task<result<file_part>> fake_files::read(std::string path, std::uint64_t offset,
                                         std::uint64_t limit) {
    if (problem_) co_return std::unexpected(*problem_);
    const auto found = files_.find(path);
    if (found == files_.end())
        co_return earshot::fail(error_kind::transient, "file.missing", "there is no file " + path);
    const std::string& all = found->second.bytes;
    file_part part;
    part.size = all.size();
    part.identity = found->second.identity;
    part.bytes = all.substr(std::min<std::uint64_t>(offset, all.size()), limit);
    co_return part;
}

}  // namespace earshot::testkit
