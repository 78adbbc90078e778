// What X says of the credential that answers are sent with: whose it is, and what it may do. No
// I/O.
#pragma once

#include "earshot/connector.hpp"
#include "earshot/service/http.hpp"
#include "x/account.hpp"

namespace earshot::x {

// The cheapest call that tells: who am I? With the application's own token, which is nobody's: the
// brand.
http_request question_of(const account& to);

// `scope`: of the token, as the token endpoint said; empty: it did not.
// Errors: transient, throttled.
result<credential_status> what_it_says(const http_response& answer, const account& to,
                                       std::string_view scope, timestamp now);

// The question could not be asked. Errors: transient, throttled.
result<credential_status> without_an_answer(const error& why);

}  // namespace earshot::x
