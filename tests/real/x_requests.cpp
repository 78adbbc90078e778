// Writes down every kind of request that the x plugin makes, as curl configuration files, so that
// they can be sent to something that knows what X accepts: x_requests BASE_URL DIRECTORY
#include <fstream>
#include <iostream>

#include "earshot/testkit/fake_host.hpp"
#include "x/x.hpp"

using namespace earshot;

namespace {

constexpr const char* first_page =
    R"({"data":[],"meta":{"result_count":0,"newest_id":"2028000000000000101",)"
    R"("oldest_id":"2028000000000000100","next_token":"7140w9"}})";
constexpr int pages_of_a_poll = 5;
constexpr const char* last_page = R"({"meta":{"result_count":0}})";

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"";
}

class request_book {
public:
    explicit request_book(std::string directory) : directory_(std::move(directory)) {}

    void write(const std::string& scenario, const std::vector<http_request>& requests) {
        for (const http_request& request : requests) {
            const std::string name = directory_ + "/" + std::to_string(100 + written_++) + "-" +
                                     scenario + "-" + request.budget_label;
            std::ofstream config(name + ".curl");
            config << "request = " << quoted(request.method) << "\n"
                   << "url = " << quoted(request.url) << "\n";
            for (const auto& [header, value] : request.headers)
                config << "header = " << quoted(header + ": " + value) << "\n";
            if (request.body.empty()) continue;
            std::ofstream(name + ".body") << request.body;
            config << "data-binary = " << quoted("@" + name + ".body") << "\n";
        }
    }

    int count() const { return written_; }

private:
    std::string directory_;
    int written_ = 0;
};

publish_request answer() {
    publish_request made;
    made.key = "key";
    made.answer.object_id = "2028000000000000101";
    made.answer.text = "Wat vervelend, we zoeken mee: https://example.com/koffer 🧳 ^Sanne";
    made.thread_id = made.answer.object_id;
    made.first_attempt = timestamp{std::chrono::seconds{1'772'366'400}};
    return made;
}

// A first poll of many pages, what is below and above them; then an answer, and the search for it.
std::vector<http_request> requests_of(const std::string& base_url, testkit::values given) {
    given.emplace("base_url", base_url);
    given.emplace("user_id", "4337869213");
    given.emplace("handle", "flyblauw");
    given.emplace("search_query", "(flyblauw OR \"fly blauw\") -is:retweet");
    testkit::fake_host host(testkit::configured(x::account_fields, std::move(given)));
    for (const char* field :
         {"bearer_token", "consumer_key", "consumer_secret", "access_token", "access_token_secret"})
        host.secrets.set(field, field);
    x::connector plugin(host);
    for (const char* path : {"/2/users/4337869213/mentions", "/2/tweets/search/recent",
                             "/2/users/4337869213/tweets"}) {
        for (int page = 0; page < pages_of_a_poll; ++page)
            host.http.answer("GET", base_url + path, 200, first_page);
        host.http.always("GET", base_url + path, 200, last_page);
    }
    host.http.always("POST", base_url, 201, R"({"data":{"id":"2028000000000000999"}})");

    std::string cursor;
    for (int round = 0; round < 3; ++round) {
        poll_request request;
        request.cursor = cursor;
        cursor = testkit::run(plugin.poll(std::move(request))).value().cursor;
    }
    if (testkit::run(plugin.publish(answer()))) testkit::run(plugin.reconcile(answer())).value();
    return host.http.requests();
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) return std::cerr << "usage: x_requests BASE_URL DIRECTORY\n", 2;
    request_book book(argv[2]);
    for (const char* names : {"tweet", "post"}) {
        const std::string suffix = std::string("-") + names;
        book.write("oauth2" + suffix, requests_of(argv[1], {{"field_names", names},
                                                            {"client_id", "client"},
                                                            {"refresh_token", "file:/r"}}));
        book.write("oauth1" + suffix, requests_of(argv[1], {{"field_names", names},
                                                            {"auth", "oauth1"},
                                                            {"consumer_key", "file:/k"},
                                                            {"consumer_secret", "file:/s"},
                                                            {"access_token", "file:/t"},
                                                            {"access_token_secret", "file:/u"}}));
        book.write("app" + suffix, requests_of(argv[1], {{"field_names", names},
                                                         {"auth", "app_only"},
                                                         {"bearer_token", "file:/b"}}));
    }
    std::cout << book.count() << "\n";
    return 0;
}
