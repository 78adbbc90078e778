// Lists of a server and the cursor after them: none crashes, what is mapped has an identity, and
// every cursor can be read back.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "bluesky/at_uri.hpp"
#include "bluesky/fixture.hpp"
#include "bluesky/page.hpp"
#include "bluesky/post_mapping.hpp"
#include "bluesky/problem.hpp"
#include "bluesky/publish.hpp"
#include "bluesky/tokens.hpp"

namespace {

using namespace earshot;
using namespace earshot::bluesky;

void take(const page& read, cursor& at) {
    for (const listed_post& post : read.posts) {
        const auto made = map_post(post.shown, tests::brand(), tests::brand_did);
        if (made && (!read_post_uri(made->object_id) || made->raw.empty())) std::abort();
        remember(at, {name_of(post), mark_of(post.cid), post.when});
    }
    const timestamp now{std::chrono::days{20'000}};
    at.mentions = advanced(begun(at.mentions, tests::brand(), now), read.facts).at;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string body(reinterpret_cast<const char*>(data), size);
    http_response answer;
    answer.status = 400;
    answer.body = body;
    error_of(answer, "fuzz", timestamp{});
    end_of(body);
    read_tokens(body);
    read_place(body, tests::brand_post);
    if (const auto image = read_uploaded(body, {}); image && !image->contains("image"))
        std::abort();
    cursor at;
    if (auto given = read_cursor(body)) at = std::move(*given);
    if (const auto read = read_notifications(body)) take(*read, at);
    if (const auto read = read_feed(body, tests::brand_did)) take(*read, at);
    const auto again = read_cursor(write_cursor(at));
    if (!again || write_cursor(*again) != write_cursor(at)) std::abort();
    return 0;
}
