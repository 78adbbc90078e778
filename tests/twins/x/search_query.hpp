// A search as written in the platform's query language, and whether a post fits it. Words and
// phrases are compared without case; accents count, unlike on the platform.
#pragma once

#include <memory>
#include <string_view>

#include "earshot/error.hpp"
#include "twins/x/posts.hpp"
#include "twins/x/users.hpp"

namespace earshot::twins::x {

// What a post is compared by.
struct searchable {
    const post& item;
    const user* author = nullptr;
    const user* answered = nullptr;  // the author of the post it answers
};

class search_query {
public:
    struct node;

    // Errors: invalid, saying what could not be read.
    static result<search_query> parse(std::string_view text);

    search_query(search_query&&) noexcept;
    search_query& operator=(search_query&&) noexcept;
    ~search_query();

    bool fits(const searchable& what) const;

private:
    explicit search_query(std::unique_ptr<node> root);

    std::unique_ptr<node> root_;
};

}  // namespace earshot::twins::x
