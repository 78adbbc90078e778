// gmime, so that its objects end with their scope. Included by the sources that wrap it alone.
#pragma once

#include <gmime/gmime.h>

#include <memory>
#include <string>

namespace earshot::mails {

struct unreference {
    void operator()(void* object) const noexcept { g_object_unref(object); }
};

template <class T>
using mime_object = std::unique_ptr<T, unreference>;

struct release {
    void operator()(char* text) const noexcept { g_free(text); }
};

using mime_text = std::unique_ptr<char, release>;

// Before anything else of gmime. [any thread]
void start_mime();

// The bytes of a stream in memory.
std::string bytes_of(GMimeStream* stream);

}  // namespace earshot::mails
