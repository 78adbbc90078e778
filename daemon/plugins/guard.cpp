#include "plugins/guard.hpp"

#include "earshot/time.hpp"
#include "plugins/instance.hpp"

namespace earshot::plugins {

namespace {

std::string sentence(plugin_object& in, call_kind kind, std::string_view what) {
    return std::string(in.host().instance())
        .append(": ")
        .append(to_string(kind))
        .append(" ")
        .append(what);
}

std::unexpected<error> fault(plugin_object& in, call_kind kind, error why) {
    in.faulted(kind, why);
    return std::unexpected(std::move(why));
}

}  // namespace

std::unexpected<error> threw(plugin_object& in, call_kind kind, std::string_view what) {
    return fault(
        in, kind,
        error(error_kind::permanent, threw_code, sentence(in, kind, "threw: " + printable(what))));
}

std::unexpected<error> timed_out(plugin_object& in, call_kind kind, duration limit) {
    return fault(in, kind,
                 error(error_kind::transient, "plugin.timeout",
                       sentence(in, kind, "took longer than " + format_duration(limit))));
}

std::unexpected<error> cancelled(plugin_object& in, call_kind kind) {
    return fail(error_kind::cancelled, "plugin.cancelled", sentence(in, kind, "was asked to stop"));
}

// Unlike the calls refused after it, this one was made, and may have had an effect.
std::unexpected<error> left_behind(plugin_object& in, call_kind kind) {
    in.left_behind(kind);
    return fail(error_kind::transient, in.refusal()->code, in.refusal()->detail);
}

std::unexpected<error> miscounted(plugin_object& in, std::size_t got, std::size_t wanted) {
    return fault(in, call_kind::deliver,
                 error(error_kind::permanent, "plugin.wrong_outcomes",
                       sentence(in, call_kind::deliver,
                                "gave " + std::to_string(got) + " outcomes for " +
                                    std::to_string(wanted) + " items")));
}

}  // namespace earshot::plugins
