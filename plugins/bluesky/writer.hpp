// Publishing: joins the server with the pure parts in publish.hpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bluesky/client.hpp"
#include "bluesky/publish.hpp"

namespace earshot::bluesky {

class writer {
public:
    writer(const account& to, client& server, host& services);  // all outlive it

    task<result<receipt>> publish(publish_request request);

    // The record with the answer's key. Nothing: there is none.
    task<result<std::optional<receipt>>> find(publish_request request);

private:
    // Errors: gone, permanent `bluesky.blocked`, and those of read_place.
    task<result<place>> find_place(std::string parent);
    task<std::vector<resolved>> resolve(std::string text);
    // Errors: those of client::upload and read_uploaded.
    task<result<json::array>> upload(std::vector<picture> pictures);

    const account& account_;
    client& client_;
    text& text_;
};

}  // namespace earshot::bluesky
