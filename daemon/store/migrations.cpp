#include "store/migrations.hpp"

namespace earshot::stores {

namespace {

failure newer(const file_name& file, std::int64_t version, std::size_t known) {
    return failure(error(error_kind::permanent, file.scope + ".newer",
                         file.path.string() + " was written by a newer version of this program " +
                             "(its tables are of version " + std::to_string(version) +
                             ", this program knows " + std::to_string(known) +
                             "): install the newer program, or restore the backup made before"));
}

}  // namespace

void migrate(database& file, std::span<const char* const> steps) {
    for (std::size_t done = version_of(file, steps); done < steps.size(); ++done) {
        transaction step(file, access::read_write);
        file.run(steps[done]);
        file.run("PRAGMA user_version = " + std::to_string(done + 1));
        step.commit();
    }
}

std::size_t version_of(database& file, std::span<const char* const> steps) {
    const std::int64_t version = file.number("PRAGMA user_version");
    if (std::cmp_greater(version, steps.size())) throw newer(file.file(), version, steps.size());
    return static_cast<std::size_t>(version);
}

}  // namespace earshot::stores
