#include "nats/jet_stream.hpp"

#include "earshot/time.hpp"
#include "nats/acknowledgement.hpp"
#include "nats/problem.hpp"
#include "nats/subject.hpp"

namespace earshot::nats {

namespace {

using std::chrono::steady_clock;

constexpr const char* window = "window";  // the name of the answer that tells the stream's window

// The daemon waits for so long between two attempts.
constexpr duration longest_pause = std::chrono::minutes{10};

constexpr duration look_at_stop{100};

std::string_view data_of(const natsMsg* said) {
    return {natsMsg_GetData(said), static_cast<std::size_t>(natsMsg_GetDataLength(said))};
}

}  // namespace

jet_stream::jet_stream(host& services)
    : name_(services.instance()),
      settings_(services.configuration()),
      secrets_(use<secrets>(services)),
      log_(use<log>(services)),
      stream_(settings_.text("stream")),
      timeout_(settings_.span("timeout")) {}

std::vector<result<receipt>> jet_stream::publish(std::span<const stream::record* const> wave,
                                                 std::stop_token stop) {
    if (const auto ready = connect(stop); !ready)
        return outcomes(wave.size(), std::unexpected(ready.error()));
    outcomes found;
    for (const stream::record* one : wave)
        found.emplace_back(std::unexpected(no_answer(NATS_OK, subject(*one), timeout_)));
    waiting open = send_all(wave, found);
    collect(std::move(open), wave, found, stop);
    return found;
}

void jet_stream::close() noexcept {
    to_.reset();
    nats_ReleaseThreadMemory();
}

// --- connecting ---

result<void> jet_stream::connect(std::stop_token stop) {
    if (to_ && to_->is_open()) return {};
    to_.reset();
    const auto wanted = plan();
    if (!wanted) return std::unexpected(wanted.error());
    auto made = connection::open(*wanted, std::move(stop));
    if (!made) return std::unexpected(std::move(made.error()));
    to_.emplace(std::move(*made));
    ask_for_window();
    window_asked_ = true;
    return {};
}

// Secrets are read anew for each connection, so that changed ones count.
result<connection_plan> jet_stream::plan() {
    connection_plan made;
    made.servers = settings_.list("servers");
    made.name = "earshot/" + name_;
    made.ca_file = settings_.text("ca_file");
    if (settings_.has("user")) made.user = settings_.text("user");
    std::string credentials;
    for (const auto& [field, into] : {std::pair("token", &made.token),
                                      {"password", &made.password},
                                      {"certificate", &made.certificate},
                                      {"certificate_key", &made.certificate_key},
                                      {"credentials", &credentials}})
        if (const auto read = read_secret(field, *into); !read)
            return std::unexpected(read.error());
    if (credentials.empty()) return made;
    auto parsed = read_credentials(credentials);
    if (!parsed) return std::unexpected(std::move(parsed.error()));
    made.credentials = std::move(*parsed);
    return made;
}

result<void> jet_stream::read_secret(const char* field, std::string& into) {
    if (!settings_.has(field)) return {};
    auto found = secrets_.read(field);
    if (!found) return fail(error_kind::unauthorized, found.error().code, found.error().detail);
    into = std::move(*found);
    return {};
}

// The answer comes with the acknowledgements. Where we may not ask there is none.
void jet_stream::ask_for_window() {
    const std::string api = "$JS.API.STREAM.INFO." + stream_;
    natsConnection_PublishRequestString(to_->get(), api.c_str(), to_->answers_to(window).c_str(),
                                        "");
}

void jet_stream::look_at_window(std::string_view answer) {
    window_asked_ = false;
    const auto found = duplicate_window(answer);
    if (found && *found < longest_pause)
        log_.write(log_level::warning, "nats.short_window",
                   {{"stream", stream_}, {"window", format_duration(*found)}});
}

// --- publishing ---

std::string jet_stream::subject(const stream::record& one) const {
    return subject_of(settings_.text("subject"), one);
}

jet_stream::waiting jet_stream::send_all(std::span<const stream::record* const> wave,
                                         outcomes& into) {
    waiting open;
    for (std::size_t i = 0; i < wave.size(); ++i) {
        const std::string to = subject(*wave[i]);
        const std::string answer = std::to_string(++sent_);
        const natsStatus sent = send(*wave[i], to, to_->answers_to(answer));
        if (sent == NATS_OK)
            open.emplace(answer, i);
        else
            into[i] = std::unexpected(cannot_publish(sent, to));
    }
    return open;
}

// The id names the instance too: another sink may write the same message to the same stream.
natsStatus jet_stream::send(const stream::record& one, const std::string& subject,
                            const std::string& answer) {
    natsMsg* made = nullptr;
    natsStatus status = natsMsg_Create(&made, subject.c_str(), answer.c_str(), one.payload.data(),
                                       static_cast<int>(one.payload.size()));
    const owned<natsMsg> kept(made);
    const std::string id = name_ + "/" + one.event.id;
    for (const auto& [header, value] : {std::pair("Nats-Msg-Id", id),
                                        {"Nats-Expected-Stream", stream_},
                                        {"content-type", std::string(cloud_event_type)},
                                        {"ce-id", one.event.id},
                                        {"ce-type", one.event.type}})
        if (status == NATS_OK) status = natsMsgHeader_Set(made, header, value.c_str());
    return status == NATS_OK ? natsConnection_PublishMsg(to_->get(), made) : status;
}

// Until all have answered, the time is over, or the connection. One that took everything and said
// nothing at all is given up.
void jet_stream::collect(waiting open, std::span<const stream::record* const> wave, outcomes& into,
                         std::stop_token stop) {
    const auto deadline = steady_clock::now() + timeout_;
    bool heard = false;
    std::size_t nobody = 0;  // of the messages, and of the question for the window
    while (!open.empty() && nobody < open.size() + window_asked_ && !stop.stop_requested() &&
           steady_clock::now() < deadline) {
        const auto answer = to_->next(look_at_stop);
        if (answer.status == NATS_TIMEOUT && to_->is_open()) continue;
        if (answer.status == NATS_NO_RESPONDERS) {
            ++nobody;
            continue;
        }
        if (answer.status != NATS_OK) break;
        if (answer.to == window) look_at_window(data_of(answer.said.get()));
        const auto asked = open.find(answer.to);
        if (asked == open.end()) continue;  // one that we do not wait for any more
        into[asked->second] = read_acknowledgement(data_of(answer.said.get()));
        open.erase(asked);
        heard = true;
    }
    if (nobody > 0) window_asked_ = false;
    const natsStatus last = to_->last_problem();
    for (const auto& [name, i] : open) {
        const std::string to = subject(*wave[i]);
        into[i] =
            std::unexpected(nobody > 0 ? no_stream(to, stream_) : no_answer(last, to, timeout_));
    }
    if (!open.empty() && !heard) to_.reset();
}

}  // namespace earshot::nats
