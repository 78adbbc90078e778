"""The fake Zammad, Zendesk, Freshdesk and Chatwoot as processes of their own, and how Earshot is told
of them. The sink is to be called `desk`."""

from twin import TwinProcess

SECRETS = {"token": "t0ken-of-the-desk", "webhook": "secret-of-the-desk"}


class DeskTwin(TwinProcess):
    name = ""  # of the plugin

    def __init__(self, earshot):
        hook = f"http://127.0.0.1:{earshot.port}/hooks/desk/events"
        super().__init__(f"earshot-twin-{self.name}", "--token", SECRETS["token"],
                         "--secret", SECRETS["webhook"], "--hooks-to", hook, "--lag", "1")

    def sink(self, earshot, **more):
        return {"plugin": self.name, "url": self.url,
                "webhook_secret": earshot.secret("desk-webhook", SECRETS["webhook"]),
                **self.access(earshot.secret("desk-token", SECRETS["token"]), earshot), **more}

    def access(self, token, earshot):
        """What this helpdesk alone wants to be told."""
        return {"token": token}

    # --- what stands in it ---

    def tickets(self):
        return self.call("GET", "/twin/tickets")["tickets"]

    def customers_words(self, ticket):
        """In their order. Some helpdesks keep the first apart."""
        first = [ticket["description"]] if ticket["description"] else []
        return first + [one["body"] for one in ticket["entries"] if one["from"] == "customer"]

    def told(self, ticket):
        """What Earshot had to say of its own, for agents only."""
        return [one["body"] for one in ticket["entries"]
                if one["from"] == "earshot" and not one["public"]]

    # --- what its people do ---

    def answer(self, ticket, text):
        self.call("POST", "/twin/agent", {"ticket": ticket["id"], "body": text})

    def note(self, ticket, text):
        self.call("POST", "/twin/note", {"ticket": ticket["id"], "body": text})

    # --- how it fails ---

    def slow_creation(self, duration):
        """A ticket is made at once; who asked for it learns so later."""
        self.fault("delay", path=self.creation, method="POST", duration=duration)

    def webhook_fault(self, kind, **how):
        self.fault(kind, path="webhook", **how)


class Zammad(DeskTwin):
    name = "zammad"
    creation = "/api/v1/tickets"

    def access(self, token, earshot):
        return {"token": token, "group": "Social"}


class Zendesk(DeskTwin):
    name = "zendesk"
    creation = "/api/v2/tickets*"


class Freshdesk(DeskTwin):
    name = "freshdesk"
    creation = "/api/v2/tickets"

    def access(self, token, earshot):
        return {"api_key": token, "search_delay": "3s"}


class Chatwoot(DeskTwin):
    name = "chatwoot"
    creation = "/api/v1/accounts/1/conversations"

    def access(self, token, earshot):
        return {"token": token, "account_id": 1, "inbox_id": 7,
                "inbox_identifier": earshot.secret("desk-inbox", "in-box")}
