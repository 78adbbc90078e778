// Brings the pictures of an answer from the helpdesk that it was written in.
#pragma once

#include <vector>

#include "delivery/destination.hpp"

namespace earshot::delivery {

class picture_source {
public:
    explicit picture_source(find_instance origins) : origins_(std::move(origins)) {}

    // All of them, clean, in order; none for an answer without. Errors: transient, throttled and
    // cancelled; permanent where a person must change the answer.
    task<result<std::vector<picture>>> fetch(reply answer, publish_limits limits);

private:
    task<result<picture>> fetch_one(std::string origin, enclosed_picture wanted);

    find_instance origins_;
};

}  // namespace earshot::delivery
