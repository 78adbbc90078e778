#include "mail/mime.hpp"

#include <mutex>

namespace earshot::mails {

void start_mime() {
    static std::once_flag started;
    std::call_once(started, [] { g_mime_init(); });
}

std::string bytes_of(GMimeStream* stream) {
    const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
    if (!bytes || bytes->len == 0) return {};
    return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

}  // namespace earshot::mails
