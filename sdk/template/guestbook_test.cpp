#include <iostream>

#include "earshot/testkit/fake_host.hpp"
#include "guestbook.cpp"

int main() {
    testkit::fake_host host(
        testkit::configured(guestbook::fields, {{"base_url", "https://book.example"}}));
    host.http.answer("GET", "https://book.example/entries?after=17", 200, R"([
        {"id": "18", "guest": "ann", "text": "Lovely!", "stars": 5,
         "written": "2026-03-01T10:00:00Z"},
        {"id": "19", "guest": "bob"}])");
    guestbook plugin(host);
    const auto polled = testkit::run(plugin.poll({"17"}));
    const bool good = polled && polled->items.messages.size() == 1 &&
                      polled->items.messages[0].text == "Lovely!" &&
                      polled->items.messages[0].stars == 5 && polled->items.rejects.size() == 1 &&
                      polled->cursor == "19";
    std::cout << (good ? "guestbook: passed\n" : "guestbook: FAILED\n");
    return good ? 0 : 1;
}
