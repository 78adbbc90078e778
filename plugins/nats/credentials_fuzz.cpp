#include "nats/credentials.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto found = earshot::nats::read_credentials({reinterpret_cast<const char*>(data), size});
    if (found && found->token.find('\n') != std::string::npos) __builtin_trap();
    return 0;
}
