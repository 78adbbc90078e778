#include "journal/connections.hpp"

#include "store/migrations.hpp"

namespace earshot::journal {

using stores::access;

namespace {

stores::database& migrated(stores::database& file) {
    stores::migrate(file, schema_steps());
    return file;
}

}  // namespace

stores::file_name named(std::filesystem::path path) { return {"journal", std::move(path)}; }

writing::writing(const std::filesystem::path& path, const clock& time, log& events)
    : health(path, time, events),
      file(named(path), access::read_write, {.cache_kib = 8'192, .checkpoint_pages = 2'000}),
      known(migrated(file)),
      log_entries(file),
      requests(file),
      people(file),
      intake(file, known, log_entries, requests, people),
      care(file, people),
      queue(file),
      delivery(file, known, log_entries, queue) {}

stores::transaction_hooks writing::hooks() {
    return {.committed =
                [this](duration took) {
                    queue.committed();
                    health.committed(took);
                },
            .rolled_back =
                [this](const error& why) {
                    queue.rolled_back();
                    known.forget();
                    people.rolled_back();
                    health.failed(why);
                }};
}

reading::reading(const std::filesystem::path& path)
    : file(named(path), access::read), log(file), memory(file) {}

looking::looking(const std::filesystem::path& path) : file(named(path), access::read), all(file) {}

}  // namespace earshot::journal
