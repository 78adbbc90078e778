#include "kafka/producer.hpp"

#include <array>

#include "earshot/cloud_event.hpp"

namespace earshot::kafka {

namespace {

struct release {
    void operator()(rd_kafka_conf_t* what) const noexcept { rd_kafka_conf_destroy(what); }
};

std::unexpected<error> refused(const std::string& property) {
    return fail(error_kind::unauthorized, "kafka.settings",
                "librdkafka does not take " + property +
                    ": check what is configured for it, or whether this librdkafka has it");
}

// --- parts of a record ---

rd_kafka_vu_t named(const std::string& topic) {
    rd_kafka_vu_t part{.vtype = RD_KAFKA_VTYPE_TOPIC};
    part.u.cstr = topic.c_str();
    return part;
}

rd_kafka_vu_t bytes(rd_kafka_vtype_t type, const std::string& from) {
    rd_kafka_vu_t part{.vtype = type};
    part.u.mem.ptr = const_cast<char*>(from.data());  // it is only read
    part.u.mem.size = from.size();
    return part;
}

rd_kafka_vu_t header(const char* name, std::string_view value) {
    rd_kafka_vu_t part{.vtype = RD_KAFKA_VTYPE_HEADER};
    part.u.header.name = name;
    part.u.header.val = value.data();
    part.u.header.size = static_cast<ssize_t>(value.size());
    return part;
}

rd_kafka_vu_t copied() {
    rd_kafka_vu_t part{.vtype = RD_KAFKA_VTYPE_MSGFLAGS};
    part.u.i = RD_KAFKA_MSG_F_COPY;
    return part;
}

// A number in the place of a pointer: nobody follows it.
rd_kafka_vu_t numbered(std::size_t number) {
    rd_kafka_vu_t part{.vtype = RD_KAFKA_VTYPE_OPAQUE};
    part.u.ptr = reinterpret_cast<void*>(number);
    return part;
}

}  // namespace

result<std::unique_ptr<producer>> producer::create(const properties& given, log& events) {
    std::array<char, 512> words{};
    std::unique_ptr<rd_kafka_conf_t, release> wanted(rd_kafka_conf_new());
    for (const auto& [name, value] : given)
        if (rd_kafka_conf_set(wanted.get(), name.c_str(), value.c_str(), words.data(),
                              words.size()) != RD_KAFKA_CONF_OK)
            return refused(name);
    std::unique_ptr<producer> made(new producer(events));
    rd_kafka_conf_set_opaque(wanted.get(), made.get());
    rd_kafka_conf_set_dr_msg_cb(wanted.get(), &producer::on_report);
    rd_kafka_conf_set_error_cb(wanted.get(), &producer::on_error);
    rd_kafka_conf_set_log_cb(wanted.get(), &producer::on_log);
    made->handle_ = rd_kafka_new(RD_KAFKA_PRODUCER, wanted.get(), words.data(), words.size());
    if (!made->handle_) return refused("its settings (certificate, key or authorities)");
    wanted.release();  // it has them now
    return made;
}

producer::~producer() {
    if (handle_) rd_kafka_destroy(handle_);
}

rd_kafka_resp_err_t producer::produce(const std::string& topic, const record& one) {
    const std::array<rd_kafka_vu_t, 8> parts{named(topic),
                                             bytes(RD_KAFKA_VTYPE_KEY, one.key),
                                             bytes(RD_KAFKA_VTYPE_VALUE, one.payload),
                                             header("content-type", cloud_event_type),
                                             header("ce_id", one.id),
                                             header("ce_type", one.type),
                                             copied(),
                                             numbered(one.number)};
    rd_kafka_error_t* problem = rd_kafka_produceva(handle_, parts.data(), parts.size());
    const auto code = problem ? rd_kafka_error_code(problem) : RD_KAFKA_RESP_ERR_NO_ERROR;
    if (problem) rd_kafka_error_destroy(problem);
    return code;
}

std::vector<report> producer::poll(duration patience) {
    rd_kafka_poll(handle_, static_cast<int>(patience.count()));
    return std::exchange(reports_, {});
}

void producer::give_up() {
    rd_kafka_purge(handle_, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
}

bool producer::is_broken() const {
    return rd_kafka_fatal_error(handle_, nullptr, 0) != RD_KAFKA_RESP_ERR_NO_ERROR;
}

void producer::on_report(rd_kafka_t*, const rd_kafka_message_t* about, void* self) {
    static_cast<producer*>(self)->reports_.push_back(
        {reinterpret_cast<std::size_t>(about->_private), about->err, about->partition,
         about->offset});
}

// That all brokers are down says less than why one of them is.
void producer::on_error(rd_kafka_t*, int code, const char*, void* self) {
    auto& last = static_cast<producer*>(self)->last_problem_;
    const auto found = static_cast<rd_kafka_resp_err_t>(code);
    const bool telling = found != RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN;
    if (telling || last == RD_KAFKA_RESP_ERR_NO_ERROR) last = found;
}

// From its threads.
void producer::on_log(const rd_kafka_t* from, int, const char* facility, const char* text) {
    auto* self = static_cast<producer*>(rd_kafka_opaque(from));
    self->log_.write(log_level::debug, "kafka.client", {{"facility", facility}, {"text", text}});
}

}  // namespace earshot::kafka
