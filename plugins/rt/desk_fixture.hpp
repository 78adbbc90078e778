// The plugin between a host of fakes and answers that Request Tracker 5.0.3 gave, shortened to what
// is read of them.
#pragma once

#include <string>

#include "earshot/testkit/fake_host.hpp"
#include "rt/rt.hpp"

namespace earshot::rt::tests {

inline const std::string api = "https://rt.example.com/REST/2.0";

class desk_fixture {
public:
    explicit desk_fixture(testkit::values more = {}) : host(configured(std::move(more)), "desk") {
        host.secrets.set("token", "1-31-0123456789abcdef");
        host.secrets.set("webhook_secret", "s3cret");
        host.http.always("GET", api + "/queue/Social", 200,
                         R"({"id":3,"Disabled":"0","TicketCustomFields":[
                             {"id":"6","name":"EarshotCase"},{"id":"7","name":"EarshotLanguage"}]})");
        host.http.always("GET", api + "/user/31", 200, R"({"Name":"connector","Privileged":1})");
        host.http.always("GET", api + "/user/petra", 200,
                         R"({"Name":"petra","RealName":"Petra de Vries","Privileged":1})");
        host.http.always("GET", api + "/user/33", 200, R"({"Name":"petra","Privileged":1})");
        host.http.always("GET", api + "/user/6", 200, R"({"Name":"Nobody"})");
    }

    // What the next look at a ticket shows.
    void shows(const std::string& id, const std::string& status, const std::string& key,
               const std::string& etag = "\"59\"") {
        host.http.answer("GET", api + "/ticket/" + id, 200, ticket_json(id, status, key),
                         {{"etag", etag}});
    }

    static std::string ticket_json(const std::string& id, const std::string& status,
                                   const std::string& key) {
        const std::string values = key.empty() ? "" : "\"" + key + "\"";
        return R"({"id":)" + id + R"(,"Status":")" + status +
               R"(","Queue":{"id":"3"},"CustomFields":[{"name":"EarshotCase","values":[)" + values +
               "]}]}";
    }

    static std::string page(const std::string& items) { return R"({"items":[)" + items + "]}"; }

    // Requests by method, as `POST /ticket/1/correspond`.
    std::vector<std::string> calls() const {
        std::vector<std::string> out;
        for (const http_request& one : host.http.requests())
            out.push_back(one.method + " " +
                          one.url.substr(api.size(), one.url.find('?') - api.size()));
        return out;
    }

    testkit::fake_host host;

private:
    static settings configured(testkit::values more) {
        more.insert(
            {{"url", "https://rt.example.com/"}, {"token", "credential:rt"}, {"queue", "Social"}});
        return testkit::configured(request_tracker::fields, std::move(more));
    }
};

inline sink_item said(std::string key, std::string text) {
    sink_item one;
    one.key = std::move(key);
    one.item.platform = "x";
    one.item.account = "care";
    one.item.object_id = one.key;
    one.item.by = {.id = "7", .handle = "ana", .display_name = "Ana Sommer"};
    one.item.text = std::move(text);
    one.understood.case_key = "x/care/100";
    one.understood.subject = "My suitcase is not here";
    one.understood.language.tag = "en";
    one.understood.urgent = urgency::high;
    return one;
}

}  // namespace earshot::rt::tests
