#include "language/fasttext_evidence.hpp"

#include <fasttext/fasttext.h>

#include <algorithm>
#include <exception>
#include <sstream>
#include <vector>

#include "language/tags.hpp"

namespace earshot::language {

namespace {

constexpr std::string_view label_prefix = "__label__";

class loaded : public fasttext_evidence {
public:
    explicit loaded(const std::string& file) { model_.loadModel(file); }

    fasttext_guess ask(std::string_view text) const override {
        std::string line(text);
        std::ranges::replace(line, '\n', ' ');
        std::istringstream in(line + "\n");
        std::vector<std::pair<fasttext::real, std::string>> best;
        if (!model_.predictLine(in, best, 1, 0) || best.empty()) return {};
        std::string_view label = best.front().second;
        if (label.starts_with(label_prefix)) label.remove_prefix(label_prefix.size());
        auto tag = primary_language(label);
        if (!tag) return {};
        return {std::move(*tag), std::min(best.front().first, 1.0F)};
    }

private:
    fasttext::FastText model_;
};

}  // namespace

result<std::unique_ptr<fasttext_evidence>> fasttext_evidence::load(const std::string& file) {
    try {
        return std::make_unique<loaded>(file);
    } catch (const std::exception& trouble) {
        return fail(error_kind::invalid, "language.model",
                    "the fastText model " + file + " cannot be used: " + trouble.what() +
                        "; give the path of a model such as lid.176.ftz, or leave it out: "
                        "Earshot has a model of its own");
    }
}

}  // namespace earshot::language
