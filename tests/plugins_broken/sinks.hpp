// A plugin class that delivers, for those that do it wrong.
#pragma once

#include "earshot/plugin.hpp"

class plain_sink : public earshot::provides<earshot::sink> {
public:
    explicit plain_sink(earshot::host&) {}

    earshot::task<std::vector<earshot::result<earshot::receipt>>> deliver(
        std::vector<earshot::sink_item> items) override {
        co_return std::vector<earshot::result<earshot::receipt>>(items.size(), earshot::receipt{});
    }
};
