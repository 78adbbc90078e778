"""Somebody who answers tickets in Request Tracker, through its REST2 interface."""

import base64

from . import web
from .word import Word


PAGE = 100


class Agent:
    def __init__(self, desk, name=None):
        self.desk = desk
        self.name = name or desk.agent
        self.known = {}  # Word by its number: they never change
        self.headers = {"authorization": f"token {desk.token(self.name)}"}

    # --- reading ---------------------------------------------------------------------------------

    def tickets(self, query=None):
        """The numbers of the tickets that a TicketSQL query finds; all of the queue without one."""
        asked = query or f"Queue='{self.desk.queue}'"
        return [int(item["id"]) for item in self._pages("tickets", query=asked, orderby="id")]

    def ticket(self, number):
        return self._get(f"ticket/{number}")

    def field(self, number, name):
        """The first value of a custom field, or None."""
        fields = self.ticket(number)["CustomFields"]
        return next((field["values"][0] for field in fields
                     if field["name"] == name and field["values"]), None)

    def words(self, number):
        """All that was said on the ticket, in its order."""
        kinds = {"Create", "Correspond", "Comment"}
        items = self._pages(f"ticket/{number}/history", fields="Type,Creator")
        return [Word(item["Type"], item["Creator"]["id"], self._text(item["id"]),
                     int(item["id"])) for item in items if item["Type"] in kinds]

    def said_publicly(self, number, who=None):
        """The texts of correspondence, with the one that the ticket began with."""
        return [word.text for word in self.words(number)
                if word.kind != "Comment" and who in (None, word.who)]

    def conversations(self):
        """{ticket: its words, without comments, in their order} of all tickets at once. What was
        said before is not asked for again."""
        found = {}
        for item in self._pages("transactions", fields="Type,Creator,ObjectId", orderby="id",
                                query="ObjectType='RT::Ticket' AND "
                                      "(Type='Create' OR Type='Correspond')"):
            number = int(item["id"])
            if number not in self.known:
                self.known[number] = Word(item["Type"], item["Creator"]["id"],
                                          self._text(number), number)
            found.setdefault(int(item["ObjectId"]), []).append(self.known[number])
        return found

    def _text(self, transaction):
        for item in self._pages(f"transaction/{transaction}/attachments",
                                fields="ContentType,Content"):
            if item["ContentType"].startswith("text/plain"):
                return item["Content"] or ""
        return ""

    def files(self, number):
        """(name, type, bytes) of each file on the ticket."""
        found = []
        for item in self._pages(f"ticket/{number}/attachments", fields="Filename,ContentType"):
            if item["Filename"]:
                content = self._get(f"attachment/{item['id']}")["Content"]
                found.append((item["Filename"], item["ContentType"], base64.b64decode(content)))
        return found

    # --- working ---------------------------------------------------------------------------------

    def open(self, text, **fields):
        """A ticket as a connector makes it, with custom fields; returns its number."""
        made = web.call("POST", self._url("ticket"), {
            "Queue": self.desk.queue, "Subject": text[:60], "Content": text,
            "ContentType": "text/plain", "CustomFields": fields}, self.headers)
        return int(made["id"])

    def answer(self, number, text, files=()):
        """`files` are (name, type, bytes)."""
        self._say(number, "correspond", text, Attachments=[
            {"FileName": name, "FileType": kind, "FileContent": base64.b64encode(data).decode()}
            for name, kind, data in files])

    def answer_in_html(self, number, html):
        """As the rich text editor of RT's pages does."""
        self._say(number, "correspond", html, "text/html")

    def comment(self, number, text):
        self._say(number, "comment", text)

    def take(self, number):
        self.change(number, Owner=self.name)

    def set_status(self, number, status):
        self.change(number, Status=status)

    def merge(self, number, into):
        self.change(number, MergeInto=into)

    def change(self, number, **values):
        web.call("PUT", self._url(f"ticket/{number}"), values, self.headers)

    def _say(self, number, how, text, kind="text/plain", **more):
        web.call("POST", self._url(f"ticket/{number}/{how}"),
                 {"Content": text, "ContentType": kind, **more}, self.headers)

    # --- REST2 -----------------------------------------------------------------------------------

    def _url(self, path):
        return f"{self.desk.url}/REST/2.0/{path}"

    def _get(self, path, **parameters):
        return web.call("GET", self._url(path), None, self.headers, **parameters)

    def _pages(self, path, **parameters):
        items, number = [], 1
        while True:
            page = self._get(path, per_page=PAGE, page=number, **parameters)["items"]
            items += page
            if len(page) < PAGE:  # how many there are in all, RT tells root only
                return items
            number += 1
