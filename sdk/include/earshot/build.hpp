// What this translation unit was built with, for the descriptor's fingerprint.
#pragma once

#include <boost/version.hpp>
#include <version>

#include "earshot/descriptor.hpp"
#include "earshot/sdk_hash.hpp"

#define EARSHOT_TEXT_OF(number) EARSHOT_TEXT_OF_(number)
#define EARSHOT_TEXT_OF_(number) #number

#if defined(__clang__)
#define EARSHOT_COMPILER "clang " EARSHOT_TEXT_OF(__clang_major__)
#else
#define EARSHOT_COMPILER "gcc " EARSHOT_TEXT_OF(__GNUC__)
#endif

#if defined(_GLIBCXX_DEBUG)
#define EARSHOT_LIBRARY_MODE " debug"
#elif defined(_GLIBCXX_ASSERTIONS)
#define EARSHOT_LIBRARY_MODE " assertions"
#else
#define EARSHOT_LIBRARY_MODE ""
#endif

#if defined(_LIBCPP_VERSION)
#define EARSHOT_LIBRARY "libc++ " EARSHOT_TEXT_OF(_LIBCPP_VERSION)
#else
#define EARSHOT_LIBRARY \
    "libstdc++ " EARSHOT_TEXT_OF(_GLIBCXX_RELEASE) " cxx11=" EARSHOT_TEXT_OF(_GLIBCXX_USE_CXX11_ABI)
#endif

#if defined(__SANITIZE_ADDRESS__)
#define EARSHOT_SANITIZERS "address"
#elif defined(__SANITIZE_THREAD__)
#define EARSHOT_SANITIZERS "thread"
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define EARSHOT_SANITIZERS "address"
#elif __has_feature(thread_sanitizer)
#define EARSHOT_SANITIZERS "thread"
#endif
#endif
#ifndef EARSHOT_SANITIZERS
#define EARSHOT_SANITIZERS "none"
#endif

namespace earshot {

inline constexpr build_fingerprint this_build{
    .compiler = EARSHOT_COMPILER,
    .standard_library = EARSHOT_LIBRARY EARSHOT_LIBRARY_MODE,
    .boost = BOOST_LIB_VERSION,
    .sanitizers = EARSHOT_SANITIZERS,
    .sdk = EARSHOT_SDK_HASH,
};

}  // namespace earshot
