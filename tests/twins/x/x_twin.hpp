// The fake X: a stateful platform behind the calls that a connector makes (API version 2, August
// 2026), for tests, benches and the demo. Faults of its own, beside those of faults.hpp:
//   rate_limited  429 with headers that say `retry_after` seconds
//   unauthorized  401       expired  ends all access tokens, then 401
//   revoked       ends all tokens of the brand, then 401       credits  402
//   malformed     one more object in a page, of a wrong shape
//   duplicate, reordered  in pages; with path `webhook`, in deliveries
#pragma once

#include "twins/twin.hpp"
#include "twins/x/platform.hpp"

namespace earshot::twins::x {

struct route;

class x_twin final : public twin {
public:
    x_twin(platform_options options, const clock& time) : platform_(std::move(options), time) {}

    answer handle(const net::server_request& request) override;
    answer resume(std::int64_t id, const std::optional<http_response>& outcome) override;
    std::vector<outgoing> take_outgoing() override;
    void delivered(std::int64_t id, int status) override { platform_.hooks.delivered(id, status); }
    std::vector<std::string> take_events() override;

    platform& world() { return platform_; }

private:
    answer serve(const route& found, std::vector<std::string> captured,
                 const net::server_request& request);
    std::optional<answer> planted(const net::server_request& request, const caller& who);

    platform platform_;
};

}  // namespace earshot::twins::x
