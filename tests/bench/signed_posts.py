"""Writes signed webhook requests with one post each, as X delivers them: a line a request."""

import base64
import hashlib
import hmac
import json

BRAND = "56377143"
TEXTS = [
    "@NoordzeeAir mijn koffer is niet meegekomen vanuit Oslo, wat moet ik nu doen? Ref ABC12X",
    "@NoordzeeAir we have been on the tarmac for two hours and nobody tells us anything",
    "@NoordzeeAir 成田行きの便が欠航になりました。振替便はいつ頃わかりますか？",
    "@NoordzeeAir ¿alguien puede confirmar si el vuelo de las 18:40 a Madrid sale hoy?",
]


def post(number):
    """About 1.4 kB as JSON."""
    text = TEXTS[number % len(TEXTS)] + f" ({number})"
    return {
        "for_user_id": BRAND,
        "tweet_create_events": [{
            "created_at": "Sun Mar 01 09:15:02 +0000 2026",
            "id": 1_990_000_000_000_000_000 + number,
            "id_str": str(1_990_000_000_000_000_000 + number),
            "text": text, "source": "<a href=\"https://x.com\" rel=\"nofollow\">X Web App</a>",
            "truncated": False, "in_reply_to_status_id": None, "in_reply_to_status_id_str": None,
            "in_reply_to_user_id": int(BRAND), "in_reply_to_user_id_str": BRAND,
            "in_reply_to_screen_name": "NoordzeeAir",
            "user": {"id": 2_000_000 + number % 50_000, "id_str": str(2_000_000 + number % 50_000),
                     "name": "A. Traveller", "screen_name": f"traveller{number % 50_000}",
                     "location": "Utrecht", "url": None,
                     "description": "Reist graag, wacht niet graag. " * 4,
                     "protected": False, "verified": False, "followers_count": 312,
                     "friends_count": 280, "listed_count": 3, "favourites_count": 1200,
                     "statuses_count": 5400, "created_at": "Tue Jul 24 11:00:00 +0000 2012",
                     "default_profile": True, "default_profile_image": False},
            "geo": None, "coordinates": None, "place": None, "contributors": None,
            "is_quote_status": False, "quote_count": 0, "reply_count": 0, "retweet_count": 0,
            "favorite_count": 0, "favorited": False, "retweeted": False,
            "entities": {"hashtags": [], "urls": [], "symbols": [],
                         "user_mentions": [{"screen_name": "NoordzeeAir", "name": "Noordzee Air",
                                            "id": int(BRAND), "id_str": BRAND,
                                            "indices": [0, 12]}]},
            "filter_level": "low", "lang": "nl", "timestamp_ms": "1772356502000",
        }],
    }


def write(file, secret, first, count):
    key = secret.encode()
    with open(file, "wb") as out:
        for number in range(first, first + count):
            body = json.dumps(post(number), ensure_ascii=False, separators=(",", ":")).encode()
            signature = base64.b64encode(hmac.digest(key, body, hashlib.sha256))
            out.write(b"sha256=" + signature + b" " + body + b"\n")
