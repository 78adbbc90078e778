// The fake Zammad: tickets, articles, search by condition, links, merging, and triggers that post
// signed webhooks, five times at most. It drops attributes that it does not know, as the real one
// does.
#pragma once

#include <set>

#include "twins/desk_twin.hpp"

namespace earshot::twins::zammad {

struct zammad_options : desk_options {
    std::set<std::string, std::less<>> attributes{"earshot_case"};
};

class zammad_twin final : public desk_twin {
public:
    zammad_twin(zammad_options options, const clock& time)
        : desk_twin(options, time), attributes_(std::move(options.attributes)) {}

    void agent_closes(int ticket) override;
    void agent_merges(int from, int into);

private:
    answer serve(const net::server_request& request, const json::object& asked) override;
    int write(int ticket, const std::string& body, bool hidden) override;
    json::object shown(const json::object& entry) const override;
    std::string state_of(const json::object& ticket) const override;
    http_request prove(http_request call, std::int64_t id,
                       const std::string& secret) const override;
    bool calls_again(int attempts, int status) const override;

    answer create(const json::object& asked);
    answer change(int ticket, const json::object& asked);
    answer search(const json::object& asked) const;
    answer links_of(int ticket) const;
    answer articles_in(int ticket) const;
    json::object& file(int ticket, const json::object& asked, int user, const char* name);
    void touch(int ticket, int user);
    void trigger(int ticket, const json::value& article);

    std::set<std::string, std::less<>> attributes_;
    std::map<int, int> merged_into_;
};

}  // namespace earshot::twins::zammad
