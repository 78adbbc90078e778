// What a file's server answered, judged. All of it is pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "earshot/helpdesk.hpp"
#include "earshot/service/http.hpp"

namespace earshot::helpdesk {

inline constexpr std::size_t largest_file = 8 << 20;  // as the host lets an answer be

// Whether the operator named where it is: `cdn.example.com` stands for `https://cdn.example.com`,
// and what stands behind the host has to be the address's beginning.
bool comes_from(std::string_view url, const std::vector<std::string>& named);

// The key by which a ticket's file is known, so that an edit brings none again.
std::string key_of_media(std::string_view url);

// Errors: transient `helpdesk.media_unavailable`; permanent `helpdesk.media_refused`,
// `helpdesk.media_size`, `helpdesk.media_type`.
result<media_file> media_in(const http_response& answer, const std::string& url);

}  // namespace earshot::helpdesk
