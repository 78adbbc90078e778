#include "plugins/plugin_object.hpp"

#include <boost/asio/execution.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/query.hpp>

#include "earshot/time.hpp"
#include "plugins/watched_executor.hpp"

namespace earshot::plugins {

namespace asio = boost::asio;

namespace {

constexpr duration look_again{30'000};
constexpr duration quiet{10'000};  // after a line about one kind of call

std::size_t index(call_kind kind) { return static_cast<std::size_t>(kind); }

// What every further call is answered with. Not a failure of that call, for it is not made: the
// stage holds it, as it would for a platform that asks for a pause.
error no_calls(std::string code, const std::string& instance, const std::string& why) {
    return error::throttled(look_again, std::move(code), instance + " takes no calls: " + why);
}

}  // namespace

plugin_object::plugin_object(asio::any_io_executor loop, std::shared_ptr<const library> code,
                             std::string name, settings values, service_set services,
                             loop_watch& watch, duration grace)
    : code_(std::move(code)),
      loop_(std::move(loop)),
      watch_(watch),
      watched_(watch.add(std::string(code_->id()), name)),
      host_(std::string(code_->id()), std::move(name), std::move(values), std::move(services)),
      calls_(std::make_shared<call_table>(loop_, grace)),
      grace_(grace) {}

plugin_object::~plugin_object() {
    if (plugin_) {
        const watched_piece piece(watch_, watched(call_kind::destroy));
        code_->about().destroy(plugin_);
    }
    asio::post(loop_, [code = std::move(code_)] {});
}

result<void> plugin_object::create() {
    auto made = make();
    if (made) made = check_capabilities();
    if (made) return made;
    std::string& why = made.error().detail;
    why.insert(0, "the plugin " + std::string(code_->id()));
    if (refused_.empty()) refused_.push_back({"", why});
    why.insert(0, host_.instance() + ": ");
    return made;
}

// In its own words, all of them: each problem has the length of a line.
std::string plugin_object::take_refusal(const bad_settings& why) {
    std::string all;
    for (const settings_problem& one : why.problems()) {
        refused_.push_back({one.field, printable(one.text)});
        all.append(all.empty() ? "" : ". ").append(refused_.back().text);
    }
    return all;
}

result<void> plugin_object::make() {
    const auto refuse = [](std::string why) {
        return fail(error_kind::permanent, "plugin.create", std::move(why));
    };
    try {
        const watched_piece piece(watch_, watched(call_kind::create));
        plugin_ = code_->about().create(host_);
    } catch (const bad_settings& why) {
        return refuse(" cannot start: " + take_refusal(why));
    } catch (const std::exception& why) {
        return refuse(" cannot start: " + printable(why.what()));
    } catch (...) {
        return refuse(" cannot start: it threw something that is not a std::exception");
    }
    if (!plugin_) return refuse(" cannot start: it made nothing");
    return {};
}

result<void> plugin_object::check_capabilities() {
    for (const std::string_view id : code_->capabilities())
        if (!plugin_->capability(id))
            return fail(error_kind::permanent, "plugin.create",
                        " says that it offers " + std::string(id) + " and does not");
    return {};
}

// The daemon has one loop, and it is an io_context.
asio::any_io_executor plugin_object::executor(call_kind kind) const {
    auto& context = asio::query(loop_, asio::execution::context);
    return watched_executor(static_cast<asio::io_context&>(context).get_executor(), watch_,
                            watched(kind));
}

void plugin_object::succeeded(call_kind kind) {
    if (!problems_[index(kind)].empty()) problems_[index(kind)].clear();
    stop_if_blocked(kind);
}

void plugin_object::failed(call_kind kind, const error& why) {
    problems_[index(kind)] = to_string(why);
    last_problem_ = kind;
    stop_if_blocked(kind);
}

// A plugin may fail thousands of times a second, and each time with another text.
void plugin_object::faulted(call_kind kind, const error& why) {
    failed(kind, why);
    const auto now = std::chrono::steady_clock::now();
    if (now < quiet_until_[index(kind)]) return;
    quiet_until_[index(kind)] = now + quiet;
    host_.events().write(why.kind == error_kind::transient ? log_level::warning : log_level::error,
                         why.code, {{"call", std::string(to_string(kind))}, {"why", why.detail}});
}

void plugin_object::left_behind(call_kind kind) {
    ++left_behind_;
    const std::string text = std::string(to_string(kind)) + " was asked to stop and had not " +
                             format_duration(grace_) + " later";
    stuck_ = no_calls("plugin.stuck", host_.instance(), text);
    host_.events().write(log_level::error, "plugin.stuck",
                         {{"call", std::string(to_string(kind))}, {"why", text}});
}

void plugin_object::came_back(call_kind kind) {
    if (--left_behind_ == 0) stuck_.reset();
    host_.events().write(log_level::info, "plugin.came_back",
                         {{"call", std::string(to_string(kind))}});
}

const std::string& plugin_object::problem() const { return problems_[index(last_problem_)]; }

void plugin_object::stop_if_blocked(call_kind kind) {
    const duration blocked{watched_->blocked.load(std::memory_order_relaxed)};
    if (blocked < watch_.options().limit || stopped_) return;
    const std::string text = std::string(to_string(kind)) + " blocked the loop for " +
                             format_duration(blocked) + ", more than " +
                             format_duration(watch_.options().limit);
    stopped_ = no_calls("plugin.stopped", host_.instance(), text);
    host_.events().write(log_level::error, "plugin.stopped",
                         {{"call", std::string(to_string(kind))}, {"why", text}});
}

std::string printable(std::string_view text) {
    constexpr std::size_t longest = 300;
    std::string out(text.substr(0, longest));
    while (text.size() > longest && !out.empty() && (out.back() & 0xc0) == 0x80) out.pop_back();
    for (char& c : out)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    return out;
}

}  // namespace earshot::plugins
