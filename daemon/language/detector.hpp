// What language a message is in, or honestly none: the one thing the daemon asks of this folder.
// A detector is made once and asked by any thread; the same question always has the same answer.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "earshot/error.hpp"
#include "earshot/message.hpp"
#include "earshot/understanding.hpp"
#include "language/balance.hpp"

namespace earshot::language {

class fasttext_evidence;

// How often a language was heard.
struct heard {
    std::string_view tag;
    std::uint32_t times = 0;
};

// What is known beside the text. Tags may be written in any way: `pt-BR`, `nb`, `und`.
struct context {
    std::string_view platform_tag;      // of this message, as the platform says; often wrong
    std::string_view account_language;  // of the page it was sent to
    std::span<const heard> thread;      // languages of the conversation so far
    std::span<const heard> author;      // languages of the author's earlier messages
    std::string_view corrected;         // what a person said; empty: nobody did
};

struct options {
    std::vector<std::string> serves;  // languages of the brand; empty: any
    std::string fasttext_model;       // path of a file; empty: none
    double certainty = 0.9;           // decided from here on, 0.5 to 0.999
};

class detector {
public:
    // Errors: invalid, for a model that cannot be read, an unknown language, a bad certainty.
    static result<detector> make(options how);

    detector(detector&&) noexcept;
    detector& operator=(detector&&) noexcept;
    ~detector();

    // An empty tag means unknown; the evidence says what there was. `entities` mark handles,
    // hashtags and links, which are no evidence.
    language_verdict detect(std::string_view text, std::span<const entity> entities,
                            const context& beside) const;

    // The likeliest language by the text alone, among the served ones where those are given. For
    // measuring; empty only for a text without a letter.
    std::string best_guess(std::string_view text) const;

private:
    explicit detector(options how);

    options how_;
    balance start_;  // every possible language, before anything is known
    std::unique_ptr<fasttext_evidence> fasttext_;
};

}  // namespace earshot::language
