#include "base/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <systemd/sd-journal.h>

#include <boost/json.hpp>
#include <cstdlib>

#include "base/clock.hpp"

namespace earshot::base {

namespace {

spdlog::level::level_enum spdlog_level(log_level level) {
    switch (level) {
        case log_level::debug: return spdlog::level::debug;
        case log_level::info: return spdlog::level::info;
        case log_level::warning: return spdlog::level::warn;
        case log_level::error: return spdlog::level::err;
    }
    return spdlog::level::err;
}

// syslog(3)
int priority(log_level level) {
    switch (level) {
        case log_level::debug: return 7;
        case log_level::info: return 6;
        case log_level::warning: return 4;
        case log_level::error: return 3;
    }
    return 3;
}

// One event is one line, whatever its fields contain.
std::string one_line(std::string_view value) {
    std::string out;
    for (const char c : value) {
        if (c == '\n')
            out += "\\n";
        else
            out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    }
    return out;
}

std::string plain_line(log_level level, std::string_view event,
                       std::initializer_list<log_field> fields) {
    std::string line = format_rfc3339(system_clock().now());
    line.append(" ").append(to_string(level)).append(" ").append(event);
    for (const auto& [name, value] : fields) {
        const bool quoted = value.empty() || value.find_first_of(" =\"") != value.npos;
        line.append(" ").append(name).append("=");
        if (quoted) line += '"';
        line += one_line(value);
        if (quoted) line += '"';
    }
    return line;
}

std::string json_line(log_level level, std::string_view event,
                      std::initializer_list<log_field> fields) {
    boost::json::object line;
    line["time"] = format_rfc3339(system_clock().now());
    line["level"] = std::string(to_string(level));
    line["event"] = std::string(event);
    for (const auto& [name, value] : fields) line[std::string(name)] = value;
    return boost::json::serialize(line);
}

// `EARSHOT_ACCOUNT=klm`: journald wants upper case.
std::string journal_field(std::string_view name, std::string_view value) {
    std::string field = "EARSHOT_";
    for (const char c : name)
        field += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : (c == '.' ? '_' : c);
    return field.append("=").append(value);
}

void send_to_journald(log_level level, std::string_view event,
                      std::initializer_list<log_field> fields) {
    std::vector<std::string> lines;
    std::string text(event);
    for (const auto& [name, value] : fields) {
        text.append(" ").append(name).append("=").append(one_line(value));
        lines.push_back(journal_field(name, value));
    }
    lines.push_back("MESSAGE=" + text);
    lines.push_back("PRIORITY=" + std::to_string(priority(level)));
    lines.push_back(journal_field("event", event));
    std::vector<iovec> parts;
    for (std::string& line : lines) parts.push_back({line.data(), line.size()});
    sd_journal_sendv(parts.data(), static_cast<int>(parts.size()));
}

}  // namespace

class process_log::output {
public:
    output(log_format format, log_level threshold)
        : format_(format), logger_("earshotd", std::make_shared<spdlog::sinks::stderr_sink_mt>()) {
        logger_.set_pattern("%v");
        logger_.flush_on(spdlog::level::debug);
        set_threshold(threshold);
    }

    void set_threshold(log_level threshold) { logger_.set_level(spdlog_level(threshold)); }

    void write(log_level level, std::string_view event, std::initializer_list<log_field> fields) {
        if (!logger_.should_log(spdlog_level(level))) return;
        switch (format_) {
            case log_format::journald: send_to_journald(level, event, fields); break;
            case log_format::json: emit(level, json_line(level, event, fields)); break;
            case log_format::plain: emit(level, plain_line(level, event, fields)); break;
        }
    }

private:
    void emit(log_level level, const std::string& line) {
        logger_.log(spdlog_level(level), spdlog::string_view_t(line));
    }

    log_format format_;
    spdlog::logger logger_;
};

// systemd sets JOURNAL_STREAM to the device and inode of the stream it gave us.
log_format detect_log_format() {
    const char* stream = std::getenv("JOURNAL_STREAM");
    struct stat here{};
    if (!stream || fstat(2, &here) != 0) return log_format::plain;
    const std::string ours = std::to_string(here.st_dev) + ":" + std::to_string(here.st_ino);
    return ours == stream ? log_format::journald : log_format::plain;
}

process_log::process_log(log_format format, log_level threshold)
    : output_(std::make_unique<output>(format, threshold)) {}

process_log::~process_log() = default;

void process_log::write(log_level level, std::string_view event,
                        std::initializer_list<log_field> fields) {
    output_->write(level, event, fields);
}

void process_log::set_threshold(log_level threshold) { output_->set_threshold(threshold); }

std::string_view to_string(log_level level) noexcept {
    switch (level) {
        case log_level::debug: return "debug";
        case log_level::info: return "info";
        case log_level::warning: return "warning";
        case log_level::error: return "error";
    }
    return "error";
}

}  // namespace earshot::base
