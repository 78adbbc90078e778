// What the operator configured for one X account, checked beyond what the field table can say.
#pragma once

#include <string>

#include "earshot/host.hpp"
#include "earshot/settings.hpp"

namespace earshot::x {

inline constexpr field account_fields[] = {
    {"base_url", field_type::url, presence::optional, "https://api.x.com", nullptr,
     "Where X's API answers; another address for tests."},
    {"user_id", field_type::text, presence::required, nullptr, nullptr,
     "The brand's numeric user id."},
    {"handle", field_type::text, presence::required, nullptr, nullptr,
     "The brand's handle, with or without @."},
    {"auth", field_type::choice, presence::optional, "oauth2", "oauth2,oauth1,app_only",
     "How posts are sent: as the brand's user by OAuth 2.0 or 1.0a; app_only reads but never "
     "sends."},
    {"bearer_token", field_type::secret, presence::optional, nullptr, nullptr,
     "The app's own token; where given, everything is read with it, whatever becomes of the "
     "user's."},
    {"client_id", field_type::text, presence::optional, nullptr, nullptr,
     "OAuth 2.0: the app's client id."},
    {"client_secret", field_type::secret, presence::optional, nullptr, nullptr,
     "OAuth 2.0: the client secret of a confidential client."},
    {"refresh_token", field_type::secret, presence::optional, nullptr, nullptr,
     "OAuth 2.0: the first refresh token; later ones are kept by the daemon."},
    {"consumer_key", field_type::secret, presence::optional, nullptr, nullptr,
     "OAuth 1.0a: the app's API key."},
    {"consumer_secret", field_type::secret, presence::optional, nullptr, nullptr,
     "The app's API key secret; it also signs webhooks, which are on where it is given."},
    {"access_token", field_type::secret, presence::optional, nullptr, nullptr,
     "OAuth 1.0a: the user's token."},
    {"access_token_secret", field_type::secret, presence::optional, nullptr, nullptr,
     "OAuth 1.0a: the secret of the user's token."},
    {"subscribe", field_type::choice, presence::optional, "no", "no,activity,account_activity",
     "Keep the webhook registered with X, and the brand subscribed by the activity API or by the "
     "older account activity API; no: a person does that."},
    {"mentions", field_type::boolean, presence::optional, "true", nullptr,
     "Poll the timeline of posts that mention the brand."},
    {"search_query", field_type::text, presence::optional, nullptr, nullptr,
     "Poll recent search with this query too, such as `klm -is:retweet`."},
    {"look_back", field_type::duration, presence::optional, "24h", nullptr,
     "How far before its start the very first poll reaches; recent search keeps seven days."},
    {"plan", field_type::choice, presence::optional, "self_serve", "self_serve,enterprise",
     "The contract with X: it decides which posts may be answered."},
    {"max_length", field_type::integer, presence::optional, "280", nullptr,
     "Longest answer in X's weighted units; up to 25000 for premium accounts."},
    {"field_names", field_type::choice, presence::optional, "tweet", "tweet,post",
     "Names in requests: X is renaming `tweet.fields` to `post.fields`; answers are read in both."},
};

inline constexpr const char* webhook_route_name = "events";

enum class auth_method : std::uint8_t { oauth2, oauth1, app_only };
enum class subscribing : std::uint8_t { no, activity, account_activity };

struct account {
    std::string name;      // of the instance
    std::string base_url;  // without a slash at the end
    std::string user_id;
    std::string handle;  // without @
    auth_method auth = auth_method::oauth2;
    bool reads_as_app = false;
    bool confidential = false;  // an OAuth 2.0 client with a secret
    std::string client_id;
    bool webhooks = false;
    subscribing subscribe = subscribing::no;
    std::string webhook_url;  // where X reaches us; only where we subscribe
    bool mentions = true;
    std::string search_query;
    duration look_back{0};
    std::string plan;
    int max_length = 280;
    bool post_names = false;
};

// Throws std::invalid_argument, saying which fields do not go together and what to do.
account read_account(host& services);

// X's ids: decimal, 1 to 19 digits, kept as text.
bool is_id(std::string_view text) noexcept;

// Ids ascend with time: shorter is older, then as text.
bool id_less(std::string_view left, std::string_view right) noexcept;

// Handles are compared without regard to the case of ASCII letters.
bool same_handle(std::string_view left, std::string_view right) noexcept;

}  // namespace earshot::x
