// A guard in front of Beast's parser, shared by both readers.
#pragma once

#include <cstddef>

namespace earshot::net {

// Beast 1.81 asserts that a last chunk it comes back to has five bytes by now, and a peer need not
// have sent them. Nothing in chunks ends with fewer than five unread: they can wait.
template <class Parser>
bool must_wait_for_chunk(const Parser& in, std::size_t bytes) {
    return bytes < 5 && in.is_header_done() && !in.is_done() && in.chunked();
}

}  // namespace earshot::net
