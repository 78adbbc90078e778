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

agent_answer* tickets::find_answer(std::string_view id) {
    for (ticket& one : all_)
        for (agent_answer& text : one.answers)
            if (text.id == id) return &text;
    return nullptr;
}

}  // namespace earshot::twins::helpdesk
