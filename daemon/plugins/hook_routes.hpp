// Where the webhooks of one instance are reached.
#pragma once

#include <string>

#include "earshot/service/routes.hpp"

namespace earshot::plugins {

class hook_routes final : public routes {
public:
    // `base`: the daemon's public address, without a slash at the end; empty: it has none.
    hook_routes(const std::string& base, const std::string& instance)
        : base_(base.empty() ? "" : base + "/hooks/" + instance + "/") {}

    std::string public_url(std::string_view route) const override {
        return base_.empty() ? std::string() : base_ + std::string(route);
    }

private:
    std::string base_;
};

}  // namespace earshot::plugins
