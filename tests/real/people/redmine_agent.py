"""Somebody who answers issues in Redmine, through its REST interface."""

from . import web
from .word import Word

PAGE = 100
TO_THE_CUSTOMER = "@customer"  # how a note begins that is an answer


class RedmineAgent:
    def __init__(self, desk, name=None):
        self.desk = desk
        self.name = name or desk.agent
        self.headers = {"x-redmine-api-key": desk.key(self.name)}

    # --- reading ---------------------------------------------------------------------------------

    def issues(self):
        """The numbers of all issues, closed ones too."""
        found = []
        while True:
            page = self._call("GET", "issues.json", status_id="*", sort="id", limit=PAGE,
                              offset=len(found))["issues"]
            found += [issue["id"] for issue in page]
            if len(page) < PAGE:
                return found

    def issue(self, number):
        return self._call("GET", f"issues/{number}.json", include="journals")["issue"]

    def words(self, number):
        """The description, then all notes in their order."""
        issue = self.issue(number)
        first = Word("Create", self._login(issue["author"]), issue["description"], 0)
        return [first, *(Word("Note", self._login(entry["user"]), entry["notes"], entry["id"])
                         for entry in issue["journals"] if entry.get("notes"))]

    def conversations(self):
        """{issue: its words in their order} of all issues."""
        return {number: self.words(number) for number in self.issues()}

    @staticmethod
    def _login(person):
        """Redmine tells people's names: `Connector Desk`."""
        return person["name"].split()[0].lower()

    # --- working ---------------------------------------------------------------------------------

    def open(self, text, **fields):
        """An issue as a connector makes it, with custom fields; returns its number."""
        seeded = self.desk.seeded()
        made = self._call("POST", "issues.json", {"issue": {
            "project_id": seeded["project"], "subject": text[:60], "description": text,
            "custom_fields": [{"id": seeded["fields"][name], "value": value}
                              for name, value in fields.items()]}})
        return made["issue"]["id"]

    def answer(self, number, text):
        self.note(number, f"{TO_THE_CUSTOMER} {text}")

    def note(self, number, text, private=False):
        """Says something to colleagues."""
        self._change(number, notes=text, private_notes=private)

    def close(self, number):
        self._change(number, status_id=self.desk.seeded()["closed"])

    def _change(self, number, **values):
        self._call("PUT", f"issues/{number}.json", {"issue": values})

    def _call(self, method, path, body=None, **parameters):
        return web.call(method, f"{self.desk.url}/{path}", body, self.headers, **parameters)
