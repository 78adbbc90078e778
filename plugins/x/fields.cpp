#include "x/fields.hpp"

namespace earshot::x {

namespace {

constexpr const char* people_and_media =
    "&user.fields=username,name,verified,public_metrics"
    "&media.fields=media_key,type,url,preview_image_url,alt_text,variants";

}  // namespace

std::string post_fields(const account& to) {
    // In the new names what refers to other objects is an expansion, in the old ones a field.
    const std::string names =
        to.post_names
            ? "post.fields=created_at,conversation_id,lang,entities,attachments,note_post"
              "&expansions=author_id,in_reply_to_user_id,referenced_posts,edit_history_post_ids,"
              "attachments.media_keys"
            : "tweet.fields=author_id,created_at,conversation_id,in_reply_to_user_id,"
              "referenced_tweets,lang,entities,attachments,edit_history_tweet_ids,note_tweet"
              "&expansions=author_id,attachments.media_keys";
    return names + people_and_media;
}

std::string own_post_fields(const account& to) {
    return to.post_names
               ? "post.fields=created_at,entities,note_post&expansions=author_id,referenced_posts"
               : "tweet.fields=author_id,created_at,referenced_tweets,entities,note_tweet";
}

}  // namespace earshot::x
