#include "plugins/services/files_service.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>
#include <optional>

namespace earshot::plugins {

namespace {

namespace asio = boost::asio;

// Where an answer of the file thread is waited for. Shared with it, so that a caller that was
// cancelled can leave.
template <class T>
class answer : public std::enable_shared_from_this<answer<T>> {
public:
    explicit answer(const asio::any_io_executor& loop)
        : bell_(loop, asio::steady_timer::time_point::max()) {}

    // What to call on the file thread. It keeps nothing of the answer afterwards: the loop's
    // objects end on the loop.
    auto giver() {
        return [self = this->shared_from_this()](result<T> outcome) mutable {
            const asio::any_io_executor loop = self->bell_.get_executor();
            auto deliver = [self = std::move(self), outcome = std::move(outcome)]() mutable {
                self->outcome_ = std::move(outcome);
                self->bell_.cancel();
            };
            asio::post(loop, std::move(deliver));
        };
    }

    static task<result<T>> wait(std::shared_ptr<answer> self) {
        boost::system::error_code cancelled;
        if (!self->outcome_)
            co_await self->bell_.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
        if (self->outcome_) co_return std::move(*self->outcome_);
        co_return fail(error_kind::cancelled, "file.cancelled",
                       "the work on a file was not waited for");
    }

private:
    asio::steady_timer bell_;
    std::optional<result<T>> outcome_;
};

std::unexpected<error> busy(const std::string& path) {
    return fail(error_kind::transient, "file.busy",
                "too much work waits for the disk to take " + path + " too; the disk is slow");
}

bool is_rotated(std::string_view path, std::string_view of) {
    if (!path.starts_with(of)) return false;
    path.remove_prefix(of.size());
    return path.size() > 1 && path.size() < 6 && path[0] == '.' &&
           path.find_first_not_of("0123456789", 1) == path.npos;
}

}  // namespace

files_service::files_service(asio::any_io_executor loop, file_thread& thread,
                             std::vector<std::string> allowed)
    : loop_(std::move(loop)), thread_(thread), allowed_(std::move(allowed)) {}

task<result<void>> files_service::append(append_request request) {
    if (auto checked = check(request.path); !checked) co_return checked;
    const auto done = std::make_shared<answer<void>>(loop_);
    const std::string path = request.path;
    if (!thread_.append(std::move(request), done->giver())) co_return busy(path);
    co_return co_await answer<void>::wait(done);
}

task<result<file_part>> files_service::read(std::string path, std::uint64_t offset,
                                            std::uint64_t limit) {
    if (auto checked = check(path); !checked) co_return std::unexpected(checked.error());
    const auto done = std::make_shared<answer<file_part>>(loop_);
    if (!thread_.read(path, offset, limit, done->giver())) co_return busy(path);
    co_return co_await answer<file_part>::wait(done);
}

result<void> files_service::check(const std::string& path) const {
    const bool allowed = std::ranges::any_of(
        allowed_, [&](const std::string& one) { return path == one || is_rotated(path, one); });
    if (allowed) return {};
    return fail(error_kind::permanent, "file.not_allowed",
                "the plugin may not touch " + path + ": its configuration does not name it");
}

}  // namespace earshot::plugins
