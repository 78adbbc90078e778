// An optional second opinion: a fastText model of languages that the operator downloaded.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "earshot/error.hpp"

namespace earshot::language {

struct fasttext_guess {
    std::string tag;  // empty: none
    float probability = 0;
};

// Owns the loaded model. Asking is for any thread.
class fasttext_evidence {
public:
    // Reads the whole file, up to a few hundred MB. Errors: invalid.
    static result<std::unique_ptr<fasttext_evidence>> load(const std::string& file);

    virtual ~fasttext_evidence() = default;

    virtual fasttext_guess ask(std::string_view text) const = 0;
};

}  // namespace earshot::language
