#include "email/automatic.hpp"

#include "catch.hpp"

namespace earshot::email {

namespace {

received_mail with(const char* name, const char* value) {
    received_mail made;
    made.from = {{"", "agent@brand.example"}};
    made.headers = {{name, value}};
    return made;
}

}  // namespace

TEST_CASE("PAIN-33: whatever no person wrote is known for what it is") {
    const std::pair<const char*, const char*> automatic[] = {
        {"return-path", "<>"},
        {"auto-submitted", "auto-replied"},
        {"auto-submitted", "auto-generated; owner-email=\"a@b\""},
        {"precedence", "bulk"},
        {"precedence", "Junk"},
        {"x-autoreply", "yes"},
        {"x-autorespond", "Away"},
        {"x-fc-machinegenerated", "true"},
        {"content-type", "multipart/report; report-type=disposition-notification; boundary=r"},
        {"list-id", "<all.brand.example>"},
        {"list-unsubscribe", "<mailto:u@brand.example>"},
        {"subject", "Automatische Antwort: [c17] bag"},
        {"subject", "Out of Office: away"},
    };
    for (const auto& [name, value] : automatic) {
        INFO(name << ": " << value);
        CHECK_FALSE(why_automatic(with(name, value)).empty());
    }
    received_mail daemon = with("subject", "hi");
    daemon.from = {{"", "mailer-daemon@mail.example"}};
    CHECK_FALSE(why_automatic(daemon).empty());
    CHECK_FALSE(why_automatic(received_mail()).empty());
}

TEST_CASE("PAIN-33: what a person wrote is not taken for automatic") {
    CHECK(why_automatic(with("auto-submitted", "no")).empty());
    CHECK(why_automatic(with("x-auto-response-suppress", "All")).empty());
    CHECK(why_automatic(with("precedence", "first-class")).empty());
    CHECK(why_automatic(with("return-path", "<agent@brand.example>")).empty());
    CHECK(why_automatic(with("subject", "Re: out of office hours?")).empty());
}

TEST_CASE("reports: what failed, and which mail it was") {
    received_mail report;
    mail_part status{.type = "message/delivery-status",
                     .text =
                         "Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; d@b\nAction: "
                         "failed\nStatus: 5.1.1\n"};
    mail_part original{.type = "text/rfc822-headers",
                       .text = "Subject: s\nMessage-ID: <es.1.p@brand.example>\n"};
    report.parts = {status, original};
    const auto read = report_in(report);
    REQUIRE(read);
    CHECK(read->failed);
    CHECK(read->status == "5.1.1");
    CHECK(read->ids == std::vector<std::string>{"es.1.p@brand.example"});
    report.parts.front().text = "Action: delayed\nStatus: 4.4.1\n";
    CHECK_FALSE(report_in(report)->failed);
    CHECK_FALSE(report_in(with("subject", "hi")));
}

}  // namespace earshot::email
