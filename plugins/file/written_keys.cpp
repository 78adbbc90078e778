#include "file/written_keys.hpp"

#include "file/line.hpp"

namespace earshot::file {

task<result<void>> written_keys::catch_up() {
    // The current one first: if it is rotated in between, it is met again under the other name.
    const auto current = co_await read_on(path_);
    if (!current) co_return std::unexpected(current.error());
    const auto previous = co_await read_on(path_ + ".1");
    if (!previous) co_return std::unexpected(previous.error());
    std::erase_if(seen_,
                  [&](const auto& one) { return one.first != *current && one.first != *previous; });
    co_return result<void>{};
}

bool written_keys::contains(const std::string& key) const {
    for (const auto& [identity, known] : seen_)
        if (known.keys.contains(key)) return true;
    return false;
}

// The file's identity; 0: there is no such file yet.
task<result<std::uint64_t>> written_keys::read_on(std::string path) {
    constexpr std::uint64_t block = 1 << 20;
    std::uint64_t identity = 0;
    std::uint64_t limit = 0;  // the first look is only for who the file is
    for (;;) {
        const std::uint64_t offset = read_to(identity);
        const auto part = co_await files_.read(path, offset, limit);
        if (!part && part.error().code == "file.missing") co_return 0;
        if (!part) co_return std::unexpected(part.error());
        if (part->identity != identity) {
            identity = part->identity;
            limit = block;
        } else if (!take(*part, offset)) {
            // No newline: the end of the file, or a line longer than what was read.
            if (part->bytes.size() < limit) co_return identity;
            limit *= 2;
        }
    }
}

std::uint64_t written_keys::read_to(std::uint64_t identity) const {
    const auto known = seen_.find(identity);
    return known == seen_.end() ? 0 : known->second.offset;
}

// False: not one whole line in it.
bool written_keys::take(const file_part& part, std::uint64_t offset) {
    progress& known = seen_[part.identity];
    if (known.offset != offset) return true;  // another call was here meanwhile
    std::string_view rest = part.bytes;
    for (std::size_t end = rest.find('\n'); end != rest.npos; end = rest.find('\n')) {
        if (auto key = key_of(rest.substr(0, end))) known.keys.insert(std::move(*key));
        rest.remove_prefix(end + 1);
    }
    known.offset = offset + (part.bytes.size() - rest.size());
    return known.offset > offset;
}

}  // namespace earshot::file
