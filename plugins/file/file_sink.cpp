#include "file/file_sink.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "earshot/settings_check.hpp"
#include "file/line.hpp"

namespace earshot::file {

namespace {

std::optional<std::uint32_t> read_mode(const std::string& text) {
    std::uint32_t mode = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, mode, 8);
    if (read.ec != std::errc{} || read.ptr != end || mode > 0777 || (mode & 0200) == 0) return {};
    return mode;
}

std::uint32_t checked_mode(const settings& given) {
    settings_check check(given);
    const auto mode = read_mode(given.text("mode"));
    if (!mode)
        check.refuse("mode", "is '" + given.text("mode") +
                                 "', no octal number that lets its owner write; write one such as "
                                 "0640");
    if (given.text("path").ends_with('/'))
        check.refuse("path", "names a directory; write the file's name behind it");
    check.number("keep", 1, 9'999);
    check.finish();
    return *mode;
}

}  // namespace

file_sink::file_sink(host& services)
    : settings_(services.configuration()),
      files_(use<files>(services)),
      clock_(use<clock>(services)),
      text_(use<text>(services)),
      written_(files_, settings_.text("path")),
      mode_(checked_mode(settings_)) {}

task<std::vector<result<receipt>>> file_sink::deliver(std::vector<sink_item> items) {
    std::vector<entry> entries;
    entries.reserve(items.size());
    for (const sink_item& one : items)
        entries.push_back({one.key, to_line(one, text_.valid_utf8(one.item.raw)), one.repeated});
    return keep(std::move(entries));
}

task<std::vector<result<receipt>>> file_sink::inform(std::vector<notice> items) {
    std::vector<entry> entries;
    entries.reserve(items.size());
    for (const notice& one : items) entries.push_back({one.key, to_line(one), one.repeated});
    return keep(std::move(entries));
}

task<std::vector<result<receipt>>> file_sink::keep(std::vector<entry> entries) {
    const result<void> written = co_await write(entries);
    std::vector<result<receipt>> outcomes;
    outcomes.reserve(entries.size());
    for (entry& one : entries) {
        if (written)
            outcomes.emplace_back(receipt{std::move(one.key), "file://" + settings_.text("path")});
        else
            outcomes.emplace_back(std::unexpected(written.error()));
    }
    co_return outcomes;
}

// Once all lines are in the file and durable. A line that an earlier attempt wrote is not written
// again, but made durable too.
task<result<void>> file_sink::write(const std::vector<entry>& entries) {
    const bool repeated = std::ranges::any_of(entries, &entry::repeated);
    const auto looked = co_await look_for_repeated(repeated);
    if (!looked) co_return looked;
    std::string lines;
    for (const entry& one : entries)
        if (!one.repeated || !written_.contains(one.key)) lines += one.line;
    append_request wanted = request(std::move(lines));
    co_return co_await files_.append(std::move(wanted));
}

task<result<void>> file_sink::look_for_repeated(bool any) {
    constexpr duration useful = std::chrono::minutes{10};
    const timestamp now = clock_.now();
    if (!any && now - last_repeated_ > useful) written_.forget();
    if (!any) co_return result<void>{};
    last_repeated_ = now;
    co_return co_await written_.catch_up();
}

append_request file_sink::request(std::string lines) const {
    append_request wanted(settings_.text("path"), std::move(lines));
    wanted.line_begin = line_begin;
    wanted.durable = settings_.boolean("fsync");
    wanted.mode = mode_;
    wanted.rotate_size = static_cast<std::uint64_t>(settings_.integer("rotate_size"));
    wanted.keep = static_cast<int>(settings_.integer("keep"));
    return wanted;
}

}  // namespace earshot::file
