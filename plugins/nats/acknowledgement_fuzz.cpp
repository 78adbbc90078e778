#include "nats/acknowledgement.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    (void)earshot::nats::read_acknowledgement(text);
    (void)earshot::nats::duplicate_window(text);
    return 0;
}
