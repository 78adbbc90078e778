"""A customer on X, a team that works with mail: a real SMTP server, a real mailbox, mail programs as
they are, and the daemon between them."""

import email
import email.message
import email.policy
import email.utils
import imaplib
import itertools
import smtplib
import ssl
import unittest

from servers.mail import Mail
from support.daemon import Daemon, end_with_parent
from support.fresh import PATIENCE, fresh, wait_until
from twin import Twin  # of tests/system, which support.daemon knows the way to

AFTER_AN_OUTAGE = 300.0  # seconds: what failed waits for up to two minutes before it is tried again
ANSWER = "Die komt met de volgende vlucht, excuses! ^Bob"
HTML = """<div dir="ltr">{answer}</div><br><div class="gmail_quote"><div class="gmail_attr">Op zo 1
mrt 2026 schreef Ann:</div><blockquote class="gmail_quote">{quoted}</blockquote></div>"""


class Mailbox:
    """What somebody sees of a mailbox over IMAP, and what they send."""

    def __init__(self, server, user):
        self.server, self.user = server, user
        self.trust = ssl.create_default_context(cafile=str(server.authority))

    def mails(self, folder="INBOX"):
        box = imaplib.IMAP4_SSL("127.0.0.1", self.server.dovecot.imaps_port,
                                ssl_context=self.trust)
        box.login(self.user, self.server.users[self.user])
        try:
            if box.select(folder, readonly=True)[0] != "OK":
                return []
            numbers = box.search(None, "ALL")[1][0].split()
            return [email.message_from_bytes(box.fetch(number, "(BODY.PEEK[])")[1][0][1],
                                             policy=email.policy.default) for number in numbers]
        finally:
            box.logout()

    def send(self, mail, envelope="agent@desk.example"):
        with smtplib.SMTP("127.0.0.1", self.server.port, timeout=20) as out:
            out.starttls(context=self.trust)
            out.login(self.user, self.server.users[self.user])
            out.send_message(mail, from_addr=envelope, to_addrs=[mail["To"]])

    def answer(self, mail, text=ANSWER, sender="Bob <agent@desk.example>", charset="utf-8", **headers):
        """As a mail program writes one: text and HTML, both with a quote, and a signature."""
        quoted = mail.get_content()
        reply = email.message.EmailMessage()
        reply["From"], reply["To"] = sender, mail["Reply-To"]
        reply["Subject"] = "Re: " + mail["Subject"].removeprefix("Re: ")
        reply["Message-ID"] = email.utils.make_msgid(domain="agent.example")
        reply["Date"] = email.utils.localtime()
        reply["In-Reply-To"] = mail["Message-ID"]
        reply["References"] = f"{mail['References'] or ''} {mail['Message-ID']}".strip()
        for name, value in headers.items():
            del reply[name.replace("_", "-")]
            if value:
                reply[name.replace("_", "-")] = value
        marked = "".join(f"> {line}\n" for line in quoted.splitlines())
        reply.set_content(f"{text}\n\n-- \nBob Bakker\nCustomer Care\n\nOp zo 1 mrt 2026 om 08:49 "
                          f"schreef Ann <care@desk.example>:\n{marked}", charset=charset)
        reply.add_alternative(HTML.format(answer=text, quoted=quoted), subtype="html")
        self.send(reply)
        return reply


class Email(unittest.TestCase):
    """Tests share the mailboxes. Each has a sink of its own name, by which its mails are known, and a
    folder for what it read."""

    numbers = itertools.count(1)

    @classmethod
    def setUpClass(cls):
        cls.mail = fresh(cls, Mail)
        cls.desk = Mailbox(cls.mail, "desk")
        cls.agent = Mailbox(cls.mail, "agent")

    def setUp(self):
        self.twin = Twin(end_with_parent)
        self.addCleanup(self.twin.close)
        self.number = next(self.numbers)
        self.name, self.done = f"desk_{self.number}", f"Done{self.number}"

    def care(self):
        """The daemon between the platform and the mailboxes."""
        care = Daemon(http_client={"ca_file": str(self.mail.authority)})
        twin = self.twin
        password = care.secret("password", self.mail.users["social"])
        care.configure(
            accounts={"noordzee": {
                "plugin": "x", "base_url": twin.url, "user_id": twin.brand["user_id"],
                "handle": twin.handle, "auth": "oauth2", "client_id": twin.brand["client_id"],
                "refresh_token": care.secret("refresh", twin.brand["refresh_token"]),
                "bearer_token": care.secret("bearer", twin.brand["bearer_token"]),
                "poll_interval": "1s"}},
            sinks={self.name: {
                "plugin": "email", "smtp": f"smtp://localhost:{self.mail.port}",
                "imap": f"imaps://localhost:{self.mail.dovecot.imaps_port}",
                "user": "social", "password": password, "from": "care@desk.example",
                "to": ["desk@desk.example"], "reply_to": "social@desk.example",
                "agents": ["agent@desk.example"], "done_folder": self.done,
                "answer_secret": care.secret("answers"), "poll_interval": "1s"}})
        return care

    def begin(self, care):
        """What stood in the mailbox before it was looked at first is nobody's answer."""
        care.start()
        wait_until(lambda: care.has_polled(self.name), "the mailbox read")

    def say(self, text):
        return self.twin.post(f"@{self.twin.handle} {text}", lang="nl")

    def arrived(self, count, patience=PATIENCE):
        """The last of so many mails."""
        return wait_until(lambda: self.new_mails()[count - 1:count], f"{count} mails at the desk",
                          patience)[0]

    def new_mails(self):
        return self.ours(self.desk)

    def ours(self, mailbox):
        """What this test's daemon sent there."""
        return [mail for mail in mailbox.mails()
                if mail["X-Earshot-Loop"] == f"{self.name}@desk.example"]

    def published(self, count=1, patience=PATIENCE):
        return wait_until(lambda: self.twin.replies() if len(self.twin.replies()) >= count else None,
                          f"{count} published answers", patience)

    def settled(self, care):
        wait_until(lambda: all(line["open"] == 0 for line in care.ask("ledger")["delivery"]),
                   "a settled outbox")
        self.assertEqual(care.command("ledger", "--verify", check=False).returncode, 0)

    def test_a_post_becomes_a_mail_and_the_answer_to_it_is_published_once(self):
        with self.care() as care:
            self.begin(care)
            post = self.say("waar is mijn koffer? 🧳")
            mail = self.arrived(1)
            self.assertIn("waar is mijn koffer? 🧳", mail.get_content())
            self.assertEqual(mail["To"], "desk@desk.example")
            self.agent.answer(mail)
            answer = self.published()[0]
            self.assertEqual(answer["in_reply_to"], post)
            self.assertEqual(answer["text"].removeprefix("@ann "), ANSWER)
            told = self.arrived(2)
            self.assertEqual(told["Auto-Submitted"], "auto-generated")
            self.assertIn(mail["Message-ID"], told["References"])
            wait_until(lambda: Mailbox(self.mail, "social").mails(self.done), "the answer, filed")
            self.settled(care)
            self.assertEqual(len(self.twin.replies()), 1)

    def test_a_case_is_one_thread_and_an_old_charset_is_read(self):
        with self.care() as care:
            self.begin(care)
            post = self.say("hallo?")
            first = self.arrived(1)
            self.twin.post(f"@{self.twin.handle} is daar iemand?", lang="nl", in_reply_to=post)
            second = self.arrived(2)
            self.assertIn(first["Message-ID"], second["References"])
            self.agent.answer(second, "Ja hoor, één moment. ^Bob", charset="iso-8859-1")
            self.assertTrue(self.published()[0]["text"].endswith("Ja hoor, één moment. ^Bob"))
            self.settled(care)

    def test_a_forged_answer_is_refused_and_a_person_is_told(self):
        with self.care() as care:
            self.begin(care)
            self.say("waar is mijn koffer?")
            mail = self.arrived(1)
            tag = mail["Reply-To"].split(".")[0]
            self.agent.answer(mail, "Wij zijn failliet.", sender="eve@evil.example")
            self.agent.answer(mail, "Wij zijn failliet.", To=f"{tag}.{'0' * 26}@desk.example",
                              In_Reply_To=None, References=None)
            self.agent.answer(mail, "Wij zijn failliet.", To="social@desk.example",
                              In_Reply_To=None, References=None)
            wait_until(lambda: len(care.events("email.refused")) == 3, "three refusals")
            told = wait_until(lambda: self.ours(self.agent), "the one whose name was used, told")
            self.assertIn("NOT published", told[0].get_content())
            self.assertNotIn("koffer", told[0].as_string())
            self.assertEqual(told[0]["Auto-Submitted"], "auto-replied")
            self.agent.answer(mail)
            self.assertEqual([one["text"].removeprefix("@ann ") for one in self.published()],
                             [ANSWER])
            self.assertEqual(len(care.ask("quarantine")["quarantined"]), 3)
            self.assertEqual(len(self.ours(self.agent)), 1)

    def test_PAIN_2_who_writes_nothing_above_the_quote_is_told_once_and_a_program_is_not(self):
        with self.care() as care:
            self.begin(care)
            self.say("waar is mijn koffer?")
            mail = self.arrived(1)
            self.agent.answer(mail, "", Auto_Submitted="auto-replied")
            wait_until(lambda: care.events("email.automatic"), "the absence")
            empty = self.agent.answer(mail, "")
            told = self.arrived(2)
            self.assertEqual(told["In-Reply-To"], empty["Message-ID"])
            self.assertIn(mail["Message-ID"], told["References"])
            self.assertEqual(told["Auto-Submitted"], "auto-generated")
            self.assertIn("NOT published", told.get_content())
            self.assertIn("as text above the quoted mail", " ".join(told.get_content().split()))
            self.agent.send(empty)
            self.agent.answer(told)
            self.assertEqual(self.published()[0]["text"].removeprefix("@ann "), ANSWER)
            self.arrived(3)
            self.settled(care)
            self.assertEqual(len(self.new_mails()), 3)
            self.assertEqual(care.ask("quarantine")["quarantined"], [])

    def test_PAIN_33_an_absence_is_no_answer(self):
        with self.care() as care:
            self.begin(care)
            self.say("waar is mijn koffer?")
            mail = self.arrived(1)
            self.agent.answer(mail, "Ik ben er niet.", Auto_Submitted="auto-replied")
            wait_until(lambda: care.events("email.automatic"), "the absence")
            self.assertEqual(self.twin.replies(), [])

    def test_servers_that_are_down_lose_nothing(self):
        with self.care() as care:
            self.begin(care)
            self.say("een")
            mail = self.arrived(1)
            self.mail.stop()
            self.say("twee")
            wait_until(lambda: care.events("delivery.retry") or
                       care.ask("outbox")["destinations"], "an attempt")
            self.mail.start()
            self.arrived(2, AFTER_AN_OUTAGE)
            self.agent.answer(mail)
            self.published(patience=AFTER_AN_OUTAGE)
            self.settled(care)

    def test_killed_at_any_moment_each_answer_is_published_once(self):
        with self.care() as care:
            self.begin(care)
            for number in range(5):
                self.say(f"vraag {number}")
            self.arrived(5)
            for number, mail in enumerate(self.new_mails()[:5]):
                self.agent.answer(mail, f"antwoord {number} ^Bob")
                care.kill()
                care.start()
            texts = [one["text"].removeprefix("@ann ") for one in self.published(5)]
            self.settled(care)
            self.assertEqual(sorted(texts), [f"antwoord {number} ^Bob" for number in range(5)])
            self.assertEqual(len(self.twin.replies()), 5)
            ids = {mail["Message-ID"] for mail in self.new_mails()
                   if mail["Auto-Submitted"] is None}
            self.assertEqual(len(ids), 5)


if __name__ == "__main__":
    unittest.main(verbosity=2)
