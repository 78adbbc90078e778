// The two kinds of places that things are sent to, behind one face: a sink, and an account that
// publishes.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "earshot/service/clock.hpp"
#include "journal/journal.hpp"
#include "plugins/instance.hpp"

namespace earshot::delivery {

class destination {
public:
    virtual ~destination() = default;

    virtual const std::string& name() const = 0;  // `sink:helpdesk`, `publish:klm`
    virtual sink_capacity capacity() const = 0;

    // Of a sink: what is to be known of it while it is not at work. Nothing: it is none.
    virtual std::optional<journal::sink_kind> kind() const { return std::nullopt; }

    // One outcome for each item, in order. Items have not expired. [loop]
    virtual task<std::vector<result<receipt>>> send(std::vector<journal::outbox_item> items) = 0;

    // Of an item that was attempted and is not to be sent any more: whether it arrived, as far as
    // the other side can be asked. [loop]
    virtual task<result<std::optional<receipt>>> find_earlier_attempt(
        journal::outbox_item item) = 0;
};

// `target` outlives the destination.
std::unique_ptr<destination> make_sink_destination(plugins::instance& target,
                                                   journal::journal& journal);

// The running instance of this name; null: it is not at work.
using find_instance = std::function<std::shared_ptr<plugins::instance>(const std::string& name)>;

// Never repeats a publishing whose outcome is unknown without asking the platform first.
// `origins` are asked for the pictures of their answers.
std::unique_ptr<destination> make_publishing_destination(plugins::instance& target,
                                                         journal::journal& journal,
                                                         find_instance origins);

}  // namespace earshot::delivery
