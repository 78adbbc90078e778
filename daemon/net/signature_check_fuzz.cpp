// Any bytes as a signed request: without the key nothing is accepted, with it everything is.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>

#include "net/signature_check.hpp"

using namespace earshot;

namespace {

constexpr auto key = "a key that the bytes do not know";
const timestamp now{std::chrono::seconds{1'614'265'330}};

const std::array<signature_scheme, 7> schemes{
    signature_scheme{.header = "x-signature", .prefix = "sha256=", .timestamp_header = ""},
    signature_scheme{.text = signed_text::timestamp_body,
                     .encoding = signature_encoding::hex,
                     .header = "x-signature",
                     .timestamp_header = "x-timestamp"},
    signature_scheme{.text = signed_text::id_timestamp_body,
                     .header = "webhook-signature",
                     .prefix = "v1,",
                     .id_header = "webhook-id",
                     .timestamp_header = "webhook-timestamp",
                     .tolerance = duration{60'000}},
    signature_scheme{.text = signed_text::timestamp_dot_body,
                     .encoding = signature_encoding::hex,
                     .header = "x-signature",
                     .prefix = "sha256=",
                     .timestamp_header = "x-timestamp"},
    signature_scheme{.text = signed_text::v0_timestamp_body,
                     .encoding = signature_encoding::hex,
                     .header = "x-signature",
                     .prefix = "v0=",
                     .timestamp_header = "x-timestamp"},
    signature_scheme{.header = "authorization", .proof = webhook_proof::basic},
    signature_scheme{.header = "x-secret", .proof = webhook_proof::shared_secret}};

// `name: value` lines, an empty one, then the body.
net::header_list headers_of(std::string_view& bytes) {
    net::header_list headers;
    while (!bytes.empty() && headers.size() < 50) {
        const std::string_view line = bytes.substr(0, bytes.find('\n'));
        bytes.remove_prefix(std::min(bytes.size(), line.size() + 1));
        if (line.empty()) break;
        const std::size_t colon = line.find(": ");
        if (colon != line.npos) headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
    }
    return headers;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view body(reinterpret_cast<const char*>(data), size);
    const net::header_list headers = headers_of(body);
    for (const signature_scheme& scheme : schemes)
        if (net::check_signature(scheme, headers, body, key, now)) std::abort();
    net::header_list signed_headers = headers;
    signed_headers.insert(
        signed_headers.begin(),
        {"x-signature", "other sha256=" + to_base64(hmac(hash::sha256, key, body))});
    if (!net::check_signature(schemes[0], signed_headers, body, key, now)) std::abort();
    return 0;
}
