#include "earshot/connector.hpp"

namespace earshot {

result<credential_status> credential_after(error refusal) {
    credential_status told;
    switch (refusal.kind) {
        case error_kind::unauthorized: told.state = credential_state::expired; break;
        case error_kind::scope_missing: told.state = credential_state::scope_missing; break;
        default: return std::unexpected(std::move(refusal));
    }
    told.detail = std::move(refusal.detail);
    return told;
}

}  // namespace earshot
