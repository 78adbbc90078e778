#include "twins/helpdesk/tickets.hpp"

namespace earshot::twins::helpdesk {

namespace {

constexpr int first_number = 1001;

}  // namespace

ticket& tickets::file(inbound event) {
    const message& item = event.item;
    const std::string& conversation = item.thread_id.empty() ? item.object_id : item.thread_id;
    ticket*& found = by_conversation_[item.platform + "/" + item.account + "/" + conversation];
    if (found == nullptr) {
        const auto number = first_number + static_cast<int>(all_.size());
        found = &all_.emplace_back();
        found->id = "NZ-" + std::to_string(number);
        found->platform = item.platform;
        found->account = item.account;
        found->conversation = conversation;
    }
    found->messages.push_back(std::move(event));
    return *found;
}

}  // namespace earshot::twins::helpdesk
