// Writes events to a stream of JetStream and waits for its acknowledgements. A Nats-Msg-Id makes
// repetitions harmless for as long as the stream remembers it.
#pragma once

#include <map>
#include <optional>

#include "earshot/host.hpp"
#include "earshot/service/log.hpp"
#include "earshot/service/secrets.hpp"
#include "earshot/stream.hpp"
#include "nats/connection.hpp"

namespace earshot::nats {

// All calls on the thread of the writer; see stream::publisher.
class jet_stream final : public stream::publisher {
public:
    explicit jet_stream(host& services);

    std::vector<result<receipt>> publish(std::span<const stream::record* const> wave,
                                         std::stop_token stop) override;
    void close() noexcept override;

private:
    using outcomes = std::vector<result<receipt>>;
    using waiting = std::map<std::string, std::size_t>;  // name of the answer -> index of outcome

    result<connection_plan> plan();
    result<void> read_secret(const char* field, std::string& into);
    result<void> connect(std::stop_token stop);
    void ask_for_window();
    void look_at_window(std::string_view answer);
    natsStatus send(const stream::record& one, const std::string& subject,
                    const std::string& answer);
    waiting send_all(std::span<const stream::record* const> wave, outcomes& into);
    void collect(waiting open, std::span<const stream::record* const> wave, outcomes& into,
                 std::stop_token stop);
    std::string subject(const stream::record& one) const;

    const std::string name_;
    const settings& settings_;
    secrets& secrets_;
    log& log_;
    const std::string stream_;
    const duration timeout_;
    std::optional<connection> to_;
    bool window_asked_ = false;  // and not answered yet
    std::uint64_t sent_ = 0;
};

}  // namespace earshot::nats
