"""Somebody with an account on Bluesky: a customer, or the brand itself in the platform's own app."""

import base64
import datetime
import hashlib
import hmac
import json
import time
import typing

from . import web

LOGINS = 5  # for one call, where tokens live for seconds on a machine with other work


class Post(typing.NamedTuple):
    uri: str
    cid: str
    root: dict | None = None  # of the thread, where it is not itself

    @property
    def reference(self):
        return {"uri": self.uri, "cid": self.cid}

    @property
    def key(self):
        return self.uri.rpartition("/")[2]


class Poster:
    """Signs up at once. `handle` ends with `.test`."""

    def __init__(self, network, handle):
        self.network, self.handle = network, handle
        self.password = "a-long-password"
        made = self._call("POST", "com.atproto.server.createAccount", {
            "handle": handle, "email": f"{handle}@people.example", "password": self.password})
        self.did, self.token = made["did"], made["accessJwt"]

    # --- posting ---------------------------------------------------------------------------------

    def post(self, text, *, mention=None, under=None, languages=("en",), created=None):
        """`mention` is a Poster whose handle the text contains; `under` a Post; `created` the time
        that the author claims."""
        record = {"$type": "app.bsky.feed.post", "text": text, "langs": list(languages),
                  "createdAt": _stamp(created or _now())}
        if mention:
            record["facets"] = [_mention(text, mention)]
        if under:
            root = under.root or under.reference
            record["reply"] = {"root": root, "parent": under.reference}
        made = self._as_me("POST", "com.atproto.repo.createRecord", {
            "repo": self.did, "collection": "app.bsky.feed.post", "record": record})
        return Post(made["uri"], made["cid"], record["reply"]["root"] if under else None)

    def mention(self, brand, text, *, days_ago=0, **more):
        """A post that begins with the brand's name and notifies it; it may claim to be old."""
        created = _now() - datetime.timedelta(days=days_ago)
        return self.post(f"@{brand.handle} {text}", mention=brand, created=created, **more)

    def delete(self, post):
        self._as_me("POST", "com.atproto.repo.deleteRecord", {
            "repo": self.did, "collection": "app.bsky.feed.post", "rkey": post.key})

    # --- reading ---------------------------------------------------------------------------------

    def posts(self):
        """All posts of one's own as records with their `uri`, oldest first, from the repository
        itself: no view of it can be behind."""
        found, cursor = [], None
        while True:
            page = self._call("GET", "com.atproto.repo.listRecords", None, repo=self.did,
                              collection="app.bsky.feed.post", limit=100, reverse="true",
                              **({"cursor": cursor} if cursor else {}))
            found += [{**record["value"], "uri": record["uri"], "cid": record["cid"]}
                      for record in page["records"]]
            cursor = page.get("cursor")
            if not cursor:
                return found

    def answers_under(self, post):
        """The texts that this person wrote under the post."""
        return [record["text"] for record in self._under(post)]

    def post_under(self, post):
        """The first of them as a Post, or None."""
        return next((Post(record["uri"], record["cid"], record["reply"]["root"])
                     for record in self._under(post)), None)

    def _under(self, post):
        return [record for record in self.posts() if is_under(record, post)]

    def thread(self, post, depth=10):
        """As everybody sees it: [(handle, text)] of the post and of what is under it."""
        view = web.call("GET", f"{self.network.appview}/xrpc/app.bsky.feed.getPostThread",
                        uri=post.uri, depth=depth)["thread"]
        return list(_walk(view))

    # --- tokens ----------------------------------------------------------------------------------

    def app_password(self, name="connector"):
        return self._as_me("POST", "com.atproto.server.createAppPassword",
                           {"name": name})["password"]

    def revoke(self, name="connector"):
        """The app password, and every session that was opened with it."""
        self._as_me("POST", "com.atproto.server.revokeAppPassword", {"name": name})

    def expired_token(self, age=60):
        """An access token as this PDS makes them, that ended `age` seconds ago."""
        claims = json.loads(_decoded(self.token.split(".")[1]))
        ended = int(time.time()) - age
        return _signed({**claims, "iat": ended - 7200, "exp": ended}, self.network.jwt_secret)

    def log_in(self):
        self.token = self._call("POST", "com.atproto.server.createSession", {
            "identifier": self.handle, "password": self.password})["accessJwt"]

    def _as_me(self, method, name, body=None, **parameters):
        for _ in range(LOGINS):
            try:
                return self._call(method, name, body, self.token, **parameters)
            except web.Refused as refusal:
                if refusal.code not in ("ExpiredToken", "InvalidToken"):
                    raise
            self.log_in()
        return self._call(method, name, body, self.token, **parameters)

    def _call(self, method, name, body, token=None, **parameters):
        return web.call(method, f"{self.network.pds}/xrpc/{name}", body,
                        {"authorization": f"Bearer {token}"} if token else {}, **parameters)


def is_under(record, post):
    return record.get("reply", {}).get("parent", {}).get("uri") == post.uri


def _now():
    return datetime.datetime.now(datetime.timezone.utc)


def _stamp(when):
    return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _mention(text, whom):
    """Places in a text are counted in bytes of UTF-8."""
    name = f"@{whom.handle}"
    begin = len(text[:text.index(name)].encode())
    return {"index": {"byteStart": begin, "byteEnd": begin + len(name.encode())},
            "features": [{"$type": "app.bsky.richtext.facet#mention", "did": whom.did}]}


def _walk(view):
    if "post" in view:
        yield view["post"]["author"]["handle"], view["post"]["record"]["text"]
    for below in view.get("replies", ()):
        yield from _walk(below)


def _encoded(value):
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _decoded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _signed(claims, secret):
    """A JWT (RFC 7519) under HS256."""
    head = {"typ": "at+jwt", "alg": "HS256"}
    signed = ".".join(_encoded(json.dumps(part).encode()) for part in (head, claims))
    mark = hmac.new(secret.encode(), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{_encoded(mark)}"
