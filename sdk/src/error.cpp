#include "earshot/error.hpp"

namespace earshot {

std::string_view to_string(error_kind kind) noexcept {
    switch (kind) {
        case error_kind::transient: return "transient";
        case error_kind::throttled: return "throttled";
        case error_kind::unauthorized: return "unauthorized";
        case error_kind::scope_missing: return "scope_missing";
        case error_kind::gone: return "gone";
        case error_kind::conflict: return "conflict";
        case error_kind::invalid: return "invalid";
        case error_kind::permanent: return "permanent";
        case error_kind::cancelled: return "cancelled";
    }
    return "unknown";
}

std::string to_string(const error& what) { return what.code + ": " + what.detail; }

}  // namespace earshot
