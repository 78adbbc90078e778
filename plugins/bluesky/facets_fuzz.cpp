// Any bytes as a text: marks lie within it, one after the other; and any JSON as a record.
#include <boost/json.hpp>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "bluesky/facets.hpp"
#include "bluesky/json_reader.hpp"
#include "bluesky/marks.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace earshot;
    const std::string text(reinterpret_cast<const char*>(data), size);
    std::size_t before = 0;
    for (const bluesky::mark& one : bluesky::find_marks(text)) {
        if (one.begin < before || one.end <= one.begin || one.end > size) std::abort();
        before = one.end;
    }
    const auto record = bluesky::parse_object(text);
    if (!record) return 0;
    const std::string said = bluesky::text_at(*record, "text");
    for (const entity& one : bluesky::read_facets(*record, said))
        if (one.end <= one.begin || one.end > said.size()) std::abort();
    return 0;
}
