#include "earshot/signature.hpp"

#include "catch.hpp"
#include "random_values.hpp"

using namespace earshot;

namespace {

std::string hmac_hex(const std::string& key, const std::string& bytes) {
    return to_hex(hmac(hash::sha256, key, bytes));
}

}  // namespace

TEST_CASE("signature: HMAC-SHA-256 as in RFC 4231") {
    CHECK(hmac_hex(std::string(20, '\x0b'), "Hi There") ==
          "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    CHECK(hmac_hex("Jefe", "what do ya want for nothing?") ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    CHECK(hmac_hex(std::string(20, '\xaa'), std::string(50, '\xdd')) ==
          "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
    CHECK(hmac_hex(from_hex("0102030405060708090a0b0c0d0e0f10111213141516171819").value(),
                   std::string(50, '\xcd')) ==
          "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b");
    CHECK(hmac_hex(std::string(131, '\xaa'),
                   "Test Using Larger Than Block-Size Key - Hash Key First") ==
          "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    CHECK(hmac_hex(std::string(131, '\xaa'),
                   "This is a test using a larger than block-size key and a larger than block-size "
                   "data. The key needs to be hashed before being used by the HMAC algorithm.") ==
          "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2");
}

TEST_CASE("signature: HMAC-SHA-1 as in RFC 2202, and an empty key") {
    CHECK(to_hex(hmac(hash::sha1, std::string(20, '\x0b'), "Hi There")) ==
          "b617318655057264e28bc0b6fb378c8ef146be00");
    CHECK(to_hex(hmac(hash::sha1, "Jefe", "what do ya want for nothing?")) ==
          "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
    CHECK(hmac_hex("", "") == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
    CHECK(to_hex(hmac(hash::sha256, {}, {})) == hmac_hex("", ""));
}

TEST_CASE("signature: digests of nothing and of abc, as in FIPS 180") {
    CHECK(to_hex(digest(hash::sha256, "")) ==
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(to_hex(digest(hash::sha256, "abc")) ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(to_hex(digest(hash::sha1, "abc")) == "a9993e364706816aba3e25717850c26c9cd0d89d");
}

TEST_CASE("signature: base64 as in RFC 4648 section 10") {
    const std::pair<const char*, const char*> vectors[] = {{"", ""},
                                                           {"f", "Zg=="},
                                                           {"fo", "Zm8="},
                                                           {"foo", "Zm9v"},
                                                           {"foob", "Zm9vYg=="},
                                                           {"fooba", "Zm9vYmE="},
                                                           {"foobar", "Zm9vYmFy"}};
    for (const auto& [bytes, text] : vectors) {
        CHECK(to_base64(bytes) == text);
        CHECK(from_base64(text).value() == bytes);
    }
}

TEST_CASE("signature: base64 with anything else in it, or written in a second way, is refused") {
    for (const char* bad : {"Zg", "Zg=", "Zg===", "Z===", "====", "=Zg=", "Zm=v", "Zm9v\n", " Zm9v",
                            "Zm9v====", "Zm9-", "Zm9v----", "Zm9_", "Zm9\x80", "Zh==", "Zm9="}) {
        INFO(bad);
        CHECK(from_base64(bad).error().code == "base64");
    }
}

TEST_CASE("signature: hexadecimal of either case, in pairs") {
    CHECK(to_hex(std::string("\x00\x0f\xff", 3)) == "000fff");
    CHECK(from_hex("000FfF").value() == std::string("\x00\x0f\xff", 3));
    CHECK(from_hex("").value().empty());
    for (const char* bad : {"0", "000", "0g", "g0", " 00", "00 ", "0x00"})
        CHECK(from_hex(bad).error().code == "hex");
}

TEST_CASE("signature: any bytes come back from base64 and from hexadecimal") {
    tests::random_values random(3);
    for (int i = 0; i < 5'000; ++i) {
        const std::string bytes = random.bytes(70);
        REQUIRE(from_base64(to_base64(bytes)).value() == bytes);
        REQUIRE(from_hex(to_hex(bytes)).value() == bytes);
    }
}

TEST_CASE("signature: comparing takes only what is equal for equal") {
    CHECK(equal_in_constant_time("", ""));
    CHECK(equal_in_constant_time("abc", "abc"));
    CHECK_FALSE(equal_in_constant_time("abc", "abd"));
    CHECK_FALSE(equal_in_constant_time("abc", "ab"));
}

TEST_CASE("signature: percent-encoding leaves only what RFC 3986 calls unreserved") {
    CHECK(percent_encode("AZaz09-._~") == "AZaz09-._~");
    CHECK(percent_encode("Ladies + Gentlemen") == "Ladies%20%2B%20Gentlemen");
    CHECK(percent_encode("☃!") == "%E2%98%83%21");
}

TEST_CASE("signature: a fingerprint tells secrets apart and tells nothing of them") {
    CHECK(fingerprint("AAAA-token") == fingerprint("AAAA-token"));
    CHECK(fingerprint("AAAA-token") != fingerprint("AAAA-tokem"));
    CHECK(fingerprint("abc") == "ba7816bf8f01cfea414140de");
}
