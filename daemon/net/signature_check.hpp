// Whether a webhook request comes from who it says. No I/O, no clock of its own.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "earshot/signature.hpp"
#include "earshot/time.hpp"

namespace earshot::net {

using header_list = std::vector<std::pair<std::string, std::string>>;  // names in lower case

// One good signature among those in the header is enough, so that a sender can change its key.
// `secret` is the settings field's value, with its prefix. Takes the same time whichever byte is
// wrong. Errors never repeat a secret or a signature: unauthorized (`signature.missing`,
// `signature.mismatch`, `signature.expired`, `signature.secret`), invalid (`signature.timestamp`,
// `signature.id`, `signature.scheme`).
result<void> check_signature(const signature_scheme& scheme, const header_list& headers,
                             std::string_view body, std::string_view secret, timestamp now);

}  // namespace earshot::net
