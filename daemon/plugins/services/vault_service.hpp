// The host service `vault` of one plugin instance: a text in a dictionary of its own, and the turns
// of those who renew it.
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <deque>

#include "earshot/service/store.hpp"
#include "earshot/service/vault.hpp"

namespace earshot::plugins {

// The dictionary outlives it. No call may be waiting when it is destroyed.
class vault_service final : public vault {
public:
    explicit vault_service(store& kept) : store_(kept) {}

    task<result<vault_turn>> take() override;
    task<result<void>> keep(std::uint64_t turn, std::string value) override;
    void end(std::uint64_t turn) noexcept override;

private:
    task<bool> wait();  // false: cancelled
    void ring() noexcept;

    store& store_;
    std::uint64_t current_ = 0;  // 0: nobody's turn
    std::uint64_t last_ = 0;
    std::deque<boost::asio::steady_timer*> waiting_;  // first come, first served
};

}  // namespace earshot::plugins
