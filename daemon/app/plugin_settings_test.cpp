// Every value that only a plugin can judge, through the real plugins: whatever would keep an
// instance from coming to life is said by the check, in the plugin's words, where it stands.
#include <fstream>

#include "app/load_configuration.hpp"
#include "app/plugin_lookup.hpp"
#include "catch.hpp"
#include "temporary_directory.hpp"

using namespace earshot;
using namespace earshot::app;

namespace {

struct bad_setting {
    const char* plugin;
    const char* written;  // in place of the good setting of that name, or besides
    const char* refused;  // as it is said, from the key's name on
};

// What each plugin needs, and is content with.
constexpr std::pair<const char*, const char*> good_settings[] = {
    {"bluesky", "identifier: brand.example\npassword: credential:p"},
    {"chatwoot",
     "url: https://desk.example\ntoken: credential:t\naccount_id: 1\ninbox_id: 2\n"
     "inbox_identifier: credential:i"},
    {"email",
     "smtp: smtps://mail.example:465\nfrom: care@brand.example\nto: [desk@brand.example]\n"
     "answer_secret: credential:a"},
    {"file", "path: /var/lib/earshot/messages.jsonl"},
    {"freshdesk", "url: https://brand.freshdesk.com\napi_key: credential:k"},
    {"kafka", "brokers: ['kafka.example:9092']\ntopic: care"},
    {"nats", "servers: ['nats://nats.example:4222']\nstream: CARE"},
    {"redmine", "url: https://desk.example\napi_key: credential:k\nproject: care"},
    {"replay", "path: /srv/recording.json"},
    {"rt", "url: https://desk.example\ntoken: credential:t\nqueue: Care"},
    {"webhook", "url: https://desk.example/hook\nsecret: credential:s"},
    {"x", "user_id: '1234567890'\nhandle: brand\nclient_id: care\nrefresh_token: credential:r"},
    {"zammad", "url: https://desk.example\ntoken: credential:t\ngroup: Care"},
    {"zendesk", "url: https://brand.zendesk.com\ntoken: credential:t"},
};

constexpr bad_setting bad_settings_of_plugins[] = {
    {"bluesky", "identifier: 'two words'", "'identifier' is 'two words'; write"},
    {"bluesky", "look_back: 10m", "'look_back' must lie between 1h and 30d"},
    {"bluesky", "rescan: 1s", "'rescan' must lie between 10s and 1d"},
    {"bluesky", "languages: [nl, en, de, fr]", "'languages' has 4 tags"},
    {"bluesky", "languages: ['?']", "'languages' has '?'"},
    {"bluesky", "service: https://pds.example/?a=b", "'service' has a query or a fragment"},
    {"chatwoot", "account_id: 0", "'account_id' is 0, but"},
    {"chatwoot", "inbox_id: -1", "'inbox_id' is -1, but"},
    {"chatwoot", "case_field: Case Key", "'case_field' is 'Case Key'"},
    {"chatwoot", "url: https://desk.example#top", "'url' has a query or a fragment"},
    {"email", "smtp: mail.example:465", "'smtp' is no server; write smtps://HOST:PORT"},
    {"email", "smtp: imaps://mail.example", "'smtp' is no server"},
    {"email", "smtp: smtp://", "'smtp' is no server"},
    {"email", "smtp: smtp://mail.example:mail", "'smtp' is no server"},
    {"email", "smtp: smtp://care:secret@mail.example", "'smtp' is no server; write smtps://HOST"},
    {"email", "imap: imaps://mail.example", "'imap' needs agents"},
    {"email", "agents: ['@brand.example']", "'agents' counts only with imap"},
    {"email", "imap: imaps://mail.example\nagents: ['@']", "'agents' has '@', no address"},
    {"email", "imap: imaps://mail.example\nagents: [Ann]", "'agents' has 'Ann', no address"},
    {"email", "imap_user: care\nimap_password: credential:p", "'imap_user' counts only with imap"},
    {"email", "done_folder: Done", "'done_folder' counts only with imap"},
    {"email", "imap: imap://mail.example\nagents: ['@b.example']\ndone_folder: INBOX",
     "'done_folder' is folder itself"},
    {"email", "from: care", "'from' has 'care', no address of mail"},
    {"email", "to: []", "'to' is empty"},
    {"email", "to: ['desk@']", "'to' has 'desk@', no address of mail"},
    {"email", "reply_to: a@b@c", "'reply_to' has 'a@b@c', no address of mail"},
    {"email", "reply_to: answers-to-our-mails-please@brand.example",
     "'reply_to' has more than 20 characters before the @"},
    {"email", "user: care", "'user' needs password"},
    {"email", "password: credential:p", "'password' needs user"},
    {"email", "timeout: 5m", "'timeout' must lie between 1s and 1m"},
    {"email", "max_mail: 0B", "'max_mail' must lie between 1024 and"},
    {"file", "path: /var/log/", "'path' names a directory"},
    {"file", "mode: '0440'", "'mode' is '0440', no octal number"},
    {"file", "mode: rw-r--r--", "'mode' is 'rw-r--r--', no octal number"},
    {"file", "keep: 0", "'keep' must lie between 1 and 9999"},
    {"freshdesk", "case_field: 'Case Key'", "'case_field' is 'Case Key', no API name"},
    {"freshdesk", "case_field: ''", "'case_field' is empty"},
    {"freshdesk", "language_field: Taal", "'language_field' is 'Taal', no API name"},
    {"freshdesk", "group: -3", "'group' must not be negative"},
    {"freshdesk", "url: https://brand.freshdesk.com?x=1", "'url' has a query or a fragment"},
    {"kafka", "user: care\npassword: credential:p", "'user' counts only with sasl"},
    {"kafka", "password: credential:p", "'password' counts only with sasl"},
    {"kafka", "sasl: scram_sha_512", "'sasl' is scram_sha_512, which needs user"},
    {"kafka", "sasl: plain\nuser: care\npassword: credential:p",
     "'sasl' is plain, which shows the password"},
    {"kafka", "certificate: credential:c\ntls: true", "'certificate' needs certificate_key"},
    {"kafka", "certificate: credential:c\ncertificate_key: credential:k",
     "'certificate' counts only with tls"},
    {"kafka", "brokers: []", "'brokers' has none or more than 100"},
    {"kafka", "brokers: [kafka.example]", "'brokers' has 'kafka.example'; write each as HOST:PORT"},
    {"kafka", "brokers: ['a:1,b:2']", "'brokers' has 'a:1,b:2'"},
    {"kafka", "brokers: ['me:pw@kafka.example:9092']", "'brokers' has a user in an address"},
    {"kafka", "topic: two words", "'topic' is 'two words', no name of one"},
    {"kafka", "timeout: 5m", "'timeout' must lie between 1s and 30s"},
    {"kafka", "source: a b", "'source' is no URI"},
    {"kafka", "type_prefix: ''", "'type_prefix' begins no type"},
    {"nats", "token: credential:t\nuser: care\npassword: credential:p",
     "'user' and token exclude each other"},
    {"nats", "token: credential:t\ncredentials: credential:c",
     "'credentials' and token exclude each other"},
    {"nats", "user: care", "'user' needs password"},
    {"nats", "certificate_key: credential:k", "'certificate_key' needs certificate"},
    {"nats", "servers: []", "'servers' has none or more than 16"},
    {"nats", "servers: ['nats.example:4222']", "'servers' has 'nats.example:4222'"},
    {"nats", "servers: ['nats://:4222']", "'servers' has 'nats://:4222'"},
    {"nats", "servers: ['nats://me:pw@nats.example']", "'servers' has a user in an address"},
    {"nats", "stream: a.b", "'stream' is 'a.b', no name of a stream"},
    {"nats", "subject: 'earshot.{brand}'", "'subject' has {brand}; write {platform}"},
    {"nats", "subject: 'earshot.{account'", "'subject' has a { without its }"},
    {"nats", "subject: 'earshot.>'", "'subject' is 'earshot.>', which makes no subjects"},
    {"nats", "subject: '$JS.{account}'", "'subject' is '$JS.{account}', which is the server's own"},
    {"nats", "timeout: 0s", "'timeout' must lie between 100ms and 30s"},
    {"redmine", "case_field: ''", "'case_field' is empty"},
    {"redmine", "answer_marker: ''", "'answer_marker' is empty"},
    {"redmine", "priority_now: -1", "'priority_now' must not be negative"},
    {"redmine", "url: https://desk.example/?a", "'url' has a query or a fragment"},
    {"replay", "speed: -1", "'speed' must not be negative"},
    {"rt", "media_from: ['no host']", "'media_from': 'https://no host' is not an absolute"},
    {"rt", "media_from: ['ftp://cdn.example']", "'media_from': 'ftp://cdn.example' is not an"},
    {"rt", "case_field: \"Earshot's\"", "'case_field' is 'Earshot's', which a search cannot name"},
    {"rt", "open_status: resolved", "'open_status' is 'resolved', in which nobody works"},
    {"rt", "url: https://desk.example#top", "'url' has a query or a fragment"},
    {"webhook", "format: slack\nsource: /brand", "'source' says nothing to a chat"},
    {"webhook", "url_secret: credential:u", "'url' must end with /"},
    {"webhook", "concurrency: 0", "'concurrency' must lie between 1 and 256"},
    {"webhook", "timeout: 10m", "'timeout' must lie between 100ms and 1m"},
    {"webhook", "source: a b", "'source' is no URI"},
    {"x", "auth: oauth1\nconsumer_key: credential:k",
     "'auth' is oauth1, which needs consumer_secret, access_token, access_token_secret"},
    {"x", "auth: app_only", "'auth' is app_only, which needs bearer_token"},
    {"x", "user_id: brand", "'user_id' is 'brand', but"},
    {"x", "handle: two words", "'handle' is 'two words', but"},
    {"x", "max_length: 0", "'max_length' must lie between 1 and 25000"},
    {"x", "mentions: false", "'mentions' is false, and nothing would come in"},
    {"x", "subscribe: activity", "'subscribe' is activity, which needs bearer_token"},
    {"x", "base_url: https://api.x.com?a=b", "'base_url' has a query or a fragment"},
    {"zammad", "priorities: [low, high]", "'priorities' has 2 names"},
    {"zammad", "case_field: Case Key", "'case_field' is 'Case Key'"},
    {"zammad", "answer_types: []", "'answer_types' is empty"},
    {"zammad", "open_state: closed", "'open_state' is 'closed', in which nobody works"},
    {"zendesk", "poll: false", "'poll' is false and webhook_secret not given"},
    {"zendesk", "email: ann", "'email' is 'ann', no address of mail"},
    {"zendesk", "brand: -1", "'brand' must not be negative"},
};

std::string name_of(std::string_view line) { return std::string(line.substr(0, line.find(':'))); }

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> out;
    for (std::size_t end = 0; !text.empty(); text.remove_prefix(std::min(end + 1, text.size()))) {
        end = std::min(text.find('\n'), text.size());
        out.emplace_back(text.substr(0, end));
    }
    return out;
}

// The good settings of a plugin but those that are written otherwise, and then these.
std::vector<std::string> settings_with(const std::string& plugin, const std::string& written) {
    std::vector<std::string> out;
    const auto others = lines_of(written);
    for (const auto& [id, good] : good_settings)
        if (id == plugin) out = lines_of(good);
    std::erase_if(out, [&](const std::string& line) {
        return std::ranges::find(others, name_of(line), name_of) != others.end();
    });
    std::ranges::copy(others, std::back_inserter(out));
    return out;
}

bool brings_messages(const std::string& plugin) {
    return plugin == "x" || plugin == "bluesky" || plugin == "replay";
}

std::string yaml(const std::string& plugin, const std::string& written) {
    std::string out = brings_messages(plugin) ? "accounts:\n" : "sinks:\n";
    out += "  it:\n    plugin: " + plugin + "\n";
    for (const std::string& line : settings_with(plugin, written)) out += "    " + line + "\n";
    return out;
}

const plugins::catalog& all_plugins() {
    static const auto found = plugins::catalog::load(EARSHOT_PLUGINS);
    return found;
}

// What is wrong with it, without the file's name; empty: nothing.
std::string refusal(const std::string& text, missing_plugin policy) {
    const tests::temporary_directory home;
    const std::string file = (home.path() / "e.yaml").string();
    std::ofstream(file) << text;
    const auto loaded = load_configuration(file, lookup_in(all_plugins()), policy);
    std::string why = loaded ? std::string() : loaded.error().detail;
    for (auto at = why.find(file + ":"); at != why.npos; at = why.find(file + ":"))
        why.erase(at, file.size() + 1);
    return why;
}

std::string checked(const std::string& text) { return refusal(text, missing_plugin::refuse); }

// `4:12: `, of the value of this key.
std::string place_of(const std::string& text, const std::string& key) {
    int number = 0;
    for (const std::string& line : lines_of(text)) {
        ++number;
        if (line.starts_with("    " + key + ": "))
            return std::to_string(number) + ":" + std::to_string(key.size() + 7) + ": ";
    }
    return "3:5: ";  // not written: where the instance stands
}

}  // namespace

TEST_CASE("plugin settings: what each plugin needs is enough, and all of them are here") {
    CHECK(all_plugins().libraries().size() == std::size(good_settings));
    for (const auto& [plugin, good] : good_settings) {
        CAPTURE(plugin);
        CHECK(checked(yaml(plugin, "")) == "");
    }
}

TEST_CASE("plugin settings: what a plugin refuses is said where it stands, before the start") {
    for (const auto& [plugin, written, refused] : bad_settings_of_plugins) {
        const std::string text = yaml(plugin, written);
        CAPTURE(text);
        const std::string said(refused);
        const std::string place = place_of(text, said.substr(1, said.find('\'', 1) - 1));
        const std::string why = checked(text);
        INFO(why);
        CHECK_THAT("\n" + why, tests::contains("\n" + place + refused));
        CHECK(refusal(text, missing_plugin::leave_out) == "");
    }
}

TEST_CASE("plugin settings: of several that are wrong all are said, each at its place") {
    CHECK(checked("sinks:\n  a: {plugin: kafka, brokers: [a], topic: 'b c', timeout: 1h}\n"
                  "  b: {plugin: file, path: /x/, keep: 0}\n") ==
          "2:31: 'brokers' has 'a'; write each as HOST:PORT\n"
          "2:43: 'topic' is 'b c', no name of one; write letters, digits, '.', '_' and '-'\n"
          "2:59: 'timeout' must lie between 1s and 30s; write a duration in between\n"
          "3:27: 'path' names a directory; write the file's name behind it\n"
          "3:38: 'keep' must lie between 1 and 9999; write a number in between");
}

TEST_CASE("plugin settings: a file in which there is nothing to do is not good") {
    const std::string nothing =
        "1:1: nothing would be read or forwarded, for the file has neither accounts nor sinks; add "
        "one of each below `accounts:` and `sinks:`";
    for (const char* text :
         {"", "# to be written\n", "accounts:\nsinks: {}\n", "log: {level: debug}\n"})
        for (const missing_plugin policy : {missing_plugin::refuse, missing_plugin::leave_out})
            CHECK(refusal(text, policy) == nothing);
    CHECK(checked("accounts: [it]\n") ==
          "1:11: 'accounts' expects a mapping, found a list; write "
          "its keys below it, indented");
}

TEST_CASE("plugin settings: whether platforms can reach us is judged by the file that is checked") {
    const std::string account =
        yaml("x", "bearer_token: credential:b\nconsumer_secret: credential:c\nsubscribe: activity");
    CHECK_THAT(checked(account), tests::contains("set http.public_url"));
    CHECK(checked("http: {listen: '127.0.0.1:0', public_url: https://hooks.example}\n" + account) ==
          "");
}
