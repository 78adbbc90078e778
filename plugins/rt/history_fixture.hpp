// Request Tracker's transactions about ticket 12, which is ours, between the fakes of the desk.
#pragma once

#include <algorithm>

#include "catch.hpp"
#include "earshot/signature.hpp"
#include "rt/desk_fixture.hpp"

namespace earshot::rt::tests {

inline std::string transaction(int id, const std::string& type, const std::string& more = {},
                               const std::string& creator = "petra") {
    return R"({"id":")" + std::to_string(id) + R"(","Type":")" + type + R"(","ObjectId":"12",)" +
           R"("Creator":{"id":")" + creator + R"(","type":"user"},)" +
           R"("Created":"2026-03-01T07:49:01Z")" + more + "}";
}

inline constexpr const char* words = R"({"id":"5","ContentType":"text/plain"})";

// The list of what a transaction brought: words, and these.
inline std::string listed(const std::string& more = {}) {
    return desk_fixture::page(words + (more.empty() ? "" : "," + more));
}

inline std::string holding(std::string_view bytes) {
    return R"({"Content":")" + to_base64(bytes) + "\\n\"}";
}

class history_fixture : public desk_fixture {
public:
    history_fixture() {
        host.store.values["ticket/12"] = "x/care/100";
        host.http.always("GET", api + "/transaction/", 200, listed());
        host.http.always("GET", api + "/attachment/5", 200, holding("We found it"));
    }

    poll_result poll(const std::string& listed, std::string cursor) {
        host.http.answer("GET", api + "/transactions", 200, page(listed));
        request_tracker plugin(host);
        poll_request request;
        request.cursor = std::move(cursor);
        auto done = testkit::run(plugin.poll(request));
        REQUIRE(done);
        return *done;
    }

    void takes_a_comment(const std::string& status) {
        host.http.answer("GET", api + "/ticket/12/attachments", 200, page(""));
        shows("12", status, "x/care/100");
        host.http.answer("POST", api + "/ticket/12/comment", 201, "[]");
    }

    auto times_asked(const std::string& path) const {
        return std::ranges::count(calls(), "GET " + path);
    }
};

inline constexpr const char* start = R"({"last":50,"taken":[]})";

}  // namespace earshot::rt::tests
