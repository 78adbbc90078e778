// Any bytes, with any entities: no crash, a confidence within its bounds, and the same answer
// twice.
#include <array>
#include <cstdlib>

#include "language/detector.hpp"

using namespace earshot;
using namespace earshot::language;

namespace {

const detector& asked() {
    static const detector made = [] {
        auto result = detector::make({.serves = {"nl", "en", "ja"}});
        if (!result) std::abort();
        return std::move(*result);
    }();
    return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    std::array<entity, 2> entities{};
    for (entity& one : entities) {
        if (size < 2) break;
        one.begin = data[0];
        one.end = data[1];
        data += 2;
        size -= 2;
    }
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::string_view tag = text.substr(0, 6);
    const context beside{.platform_tag = tag, .account_language = tag};
    const language_verdict first = asked().detect(text, entities, beside);
    if (first.confidence < 0 || first.confidence > 1) std::abort();
    if (first != asked().detect(text, entities, beside)) std::abort();
    asked().best_guess(text);
    return 0;
}
