// Messages and replies as nobody would write them, from a seed: the same seed, the same values.
#pragma once

#include <array>
#include <random>
#include <string>
#include <vector>

#include "earshot/message.hpp"
#include "earshot/reply.hpp"

namespace earshot::tests {

class random_values {
public:
    explicit random_values(unsigned seed) : random_(seed) {}

    std::size_t below(std::size_t bound) { return random_() % bound; }
    bool coin() { return below(2) == 0; }

    // Bits of text that codecs trip over: quotes, controls, the ends of the Unicode planes, marks,
    // right-to-left, emoji in several parts, noncharacters.
    std::string text() {
        static constexpr std::array<std::string_view, 24> bits{"a",
                                                               "Z",
                                                               " ",
                                                               "\"",
                                                               "\\",
                                                               "/",
                                                               "\n",
                                                               "\t",
                                                               "\r",
                                                               "\x01",
                                                               "\x7f",
                                                               std::string_view("\0", 1),
                                                               "é",
                                                               "e\xcc\x81",
                                                               "ß",
                                                               "你好",
                                                               "ك",
                                                               "\xe2\x80\x8f",
                                                               "\xef\xbb\xbf",
                                                               "\xef\xbf\xbf",
                                                               "\xf0\x90\x80\x80",
                                                               "\xf4\x8f\xbf\xbf",
                                                               "👨‍👩‍👧",
                                                               "🇳🇱"};
        std::string made;
        for (std::size_t left = below(12); left > 0; --left) made += bits[below(bits.size())];
        return made;
    }

    std::string bytes(std::size_t most) {
        std::string made(below(most + 1), '\0');
        for (char& c : made) c = static_cast<char>(random_());
        return made;
    }

    // To the millisecond, from the year 0 to 9999; sometimes none.
    timestamp time() {
        if (coin()) return {};
        std::uniform_int_distribution<std::int64_t> within(-62'167'219'200'000,
                                                           253'402'300'799'999);
        return timestamp{duration{within(random_)}};
    }

    message a_message() {
        message made;
        made.platform = "p" + text();
        made.account = text();
        made.object_id = "o" + text();
        made.revision = text();
        made.kind = static_cast<message_kind>(below(9));
        made.from = static_cast<direction>(below(3));
        made.by = an_author();
        made.thread_id = text();
        made.parent_id = text();
        made.quoted_id = text();
        made.addressed = coin();
        made.text = text();
        made.display_text = coin() ? made.text : text();
        for (std::size_t left = below(3); left > 0; --left) made.entities.push_back(an_entity());
        for (std::size_t left = below(3); left > 0; --left)
            made.attachments.push_back(an_attachment());
        made.permalink = text();
        made.platform_language = text();
        made.created = time();
        made.received = time();
        made.stored = time();
        return made;
    }

    reply a_reply() {
        reply made{text(), text(), text(), text(), text()};
        made.to_case = coin();
        made.written = time();
        made.author = text();
        made.text = text();
        for (std::size_t more = below(3); more > 0; --more)
            made.pictures.push_back(
                {text(), text(), text(), static_cast<std::int64_t>(below(1'000))});
        made.aim = static_cast<purpose>(below(5));
        made.expires = time();
        if (coin()) made.unusable = text();
        return made;
    }

private:
    author an_author() {
        author made{text(), text(), text(), {}, coin()};
        if (coin()) made.followers = static_cast<std::int64_t>(random_());
        return made;
    }

    entity an_entity() {
        return {static_cast<entity_kind>(below(4)), static_cast<std::uint32_t>(random_()),
                static_cast<std::uint32_t>(random_()), text(), text()};
    }

    attachment an_attachment() {
        return {text(), text(), text(), text(), static_cast<fetch_state>(below(3))};
    }

    std::mt19937_64 random_;
};

}  // namespace earshot::tests
