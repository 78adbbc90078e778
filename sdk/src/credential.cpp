#include "earshot/connector.hpp"

namespace earshot {

result<credential_status> credential_after(error refusal) {
    credential_status told;
    if (refusal.code.starts_with("secret."))
        told.state = credential_state::missing;
    else if (refusal.kind == error_kind::unauthorized)
        told.state = credential_state::expired;
    else if (refusal.kind == error_kind::scope_missing)
        told.state = credential_state::scope_missing;
    else
        return std::unexpected(std::move(refusal));
    told.detail = std::move(refusal.detail);
    return told;
}

}  // namespace earshot
