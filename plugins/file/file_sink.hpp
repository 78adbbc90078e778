// Destination `file`: JSON Lines. A line is written once, also when the daemon dies in between, and
// a receipt means that it is on disk.
//
// Rationale: a plugin does no I/O and has no thread, yet fsync takes milliseconds that the loop
// does not have. So the host's service `files` appends, syncs and rotates; what is left here is
// what a line looks like, and which lines are there already.
#pragma once

#include <string>
#include <vector>

#include "earshot/plugin.hpp"
#include "earshot/service/files.hpp"
#include "file/written_keys.hpp"

namespace earshot::file {

class file_sink final : public provides<sink, notices> {
public:
    static constexpr field fields[] = {
        {"path", field_type::path, presence::required, nullptr, nullptr,
         "The file; its directory must exist and be writable for the daemon."},
        {"rotate_size", field_type::size, presence::optional, "100MiB", nullptr,
         "A file that would outgrow it is renamed to PATH.1 first, that to PATH.2 and so on."},
        {"keep", field_type::integer, presence::optional, "10", nullptr,
         "Rotated files that are kept; the oldest is deleted."},
        {"fsync", field_type::boolean, presence::optional, "true", nullptr,
         "Whether lines are on disk before they count as delivered; false risks them in a power "
         "cut."},
        {"mode", field_type::text, presence::optional, "0640", nullptr,
         "Permissions of new files, in octal."},
    };

    explicit file_sink(host& services);

    sink_capacity capacity() override { return {.batch = 256, .concurrency = 4}; }
    task<std::vector<result<receipt>>> deliver(std::vector<sink_item> items) override;
    task<std::vector<result<receipt>>> inform(std::vector<notice> items) override;

private:
    struct entry {
        std::string key;
        std::string line;
        bool repeated;
    };

    task<std::vector<result<receipt>>> keep(std::vector<entry> entries);
    task<result<void>> write(const std::vector<entry>& entries);
    task<result<void>> look_for_repeated(bool any);
    append_request request(std::string lines) const;

    const settings& settings_;
    files& files_;
    const clock& clock_;
    const text& text_;
    written_keys written_;
    timestamp last_repeated_;
    std::uint32_t mode_;
};

}  // namespace earshot::file
