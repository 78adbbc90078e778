#include "delivery/picture_source.hpp"

#include "pictures/clean.hpp"

namespace earshot::delivery {

namespace {

std::unexpected<error> refused(const char* code, const std::string& why) {
    return fail(error_kind::permanent, code,
                "a picture of the answer " + why + "; nothing was published");
}

// A helpdesk that is away, or does not let us in, says nothing about the platform: the answer waits
// for it as it would for the platform, until it is too late.
std::unexpected<error> trouble(const std::string& origin, const error& why) {
    switch (why.kind) {
        case error_kind::cancelled: return std::unexpected(why);
        case error_kind::gone: return refused("reply.picture_gone", "is no longer in " + origin);
        case error_kind::invalid:
        case error_kind::permanent:
        case error_kind::conflict:
            return refused("reply.picture_refused",
                           "could not be brought from " + origin + ": " + to_string(why));
        default:
            return fail(error_kind::transient, "delivery.picture",
                        "a picture of the answer is still in " + origin + ": " + to_string(why));
    }
}

}  // namespace

task<result<std::vector<picture>>> picture_source::fetch(reply answer, publish_limits limits) {
    std::vector<picture> out;
    for (const enclosed_picture& wanted : answer.pictures) {
        auto made = co_await fetch_one(answer.origin, wanted);
        if (!made) co_return std::unexpected(made.error());
        if (limits.max_picture_size > 0 &&
            std::cmp_greater(made->bytes.size(), limits.max_picture_size))
            co_return refused("reply.picture_too_large",
                              "has " + std::to_string(made->bytes.size()) + " bytes, where " +
                                  std::to_string(limits.max_picture_size) + " are taken");
        out.push_back(std::move(*made));
    }
    co_return out;
}

task<result<picture>> picture_source::fetch_one(std::string origin, enclosed_picture wanted) {
    const std::shared_ptr<plugins::instance> keeper = origins_(origin);
    if (!keeper)
        co_return trouble(origin, {error_kind::transient, "delivery.origin_away",
                                   "no sink of this name is at work"});
    const auto bytes = co_await keeper->fetch_picture(wanted.id);
    if (!bytes) co_return trouble(origin, bytes.error());
    auto made = pictures::clean(*bytes);
    if (!made)
        co_return refused(made.error().code.c_str(), "cannot be used: " + made.error().detail);
    made->description = std::move(wanted.description);
    co_return made;
}

}  // namespace earshot::delivery
