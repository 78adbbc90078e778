"""The servers themselves: what the other tests rely on, so that a failure there is not one of these."""

import email.message
import email.policy
import hashlib
import hmac
import http.server
import imaplib
import json
import smtplib
import ssl
import subprocess
import threading
import time
import unittest

from people import Agent, NatsReader, Poster, RedmineAgent, web
from servers import Bluesky, Kafka, Mail, Nats, Redmine, RequestTracker
from support.fresh import fresh, wait_until


class BlueskyServer(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.network = fresh(cls, Bluesky)
        cls.brand, cls.ann = Poster(cls.network, "brand.test"), Poster(cls.network, "ann.test")

    def notified(self):
        self.brand.log_in()
        page = web.call("GET", f"{self.network.pds}/xrpc/app.bsky.notification.listNotifications",
                        headers={"authorization": f"Bearer {self.brand.token}"})
        return [one["record"]["text"] for one in page["notifications"] if "text" in one["record"]]

    def test_a_mention_notifies_and_its_answer_is_in_the_thread(self):
        post = self.ann.mention(self.brand, "wo ist mein Koffer? 🧳", languages=["de"])
        wait_until(lambda: "@brand.test wo ist mein Koffer? 🧳" in self.notified(), "a notification")
        answer = self.brand.post("In Oslo. ^Bo", under=post)
        self.ann.post("Danke!", under=answer)
        self.assertEqual(self.brand.answers_under(post), ["In Oslo. ^Bo"])
        wait_until(lambda: self.ann.thread(post)[1:] == [
            ("brand.test", "In Oslo. ^Bo"), ("ann.test", "Danke!")], "the thread as others see it")

    def test_a_mention_that_claims_to_be_old_is_listed_below_newer_ones(self):
        self.ann.mention(self.brand, "new")
        wait_until(lambda: "@brand.test new" in self.notified(), "the new one")
        self.ann.mention(self.brand, "old", days_ago=1)
        wait_until(lambda: "@brand.test old" in self.notified(), "the old one")
        texts = self.notified()
        self.assertGreater(texts.index("@brand.test old"), texts.index("@brand.test new"))

    def test_a_deleted_mention_is_not_listed_any_more(self):
        post = self.ann.mention(self.brand, "never mind")
        wait_until(lambda: "@brand.test never mind" in self.notified(), "a notification")
        self.ann.delete(post)
        wait_until(lambda: "@brand.test never mind" not in self.notified(), "its end")

    def test_expired_tokens_are_refused_with_400(self):
        def refusal(token):
            with self.assertRaises(web.Refused) as refused:
                web.call("GET", f"{self.network.pds}/xrpc/com.atproto.server.getSession",
                         headers={"authorization": f"Bearer {token}"})
            return refused.exception.status, refused.exception.code

        self.assertEqual(refusal(self.brand.expired_token()), (400, "ExpiredToken"))
        self.network.let_tokens_live("1s")
        self.ann.log_in()
        self.network.let_tokens_live()
        time.sleep(2)  # the server's clock is the only one that counts here
        self.assertEqual(refusal(self.ann.token), (400, "ExpiredToken"))
        self.ann.log_in()

    def test_a_pds_that_was_away_goes_on(self):
        self.network.pds_away()
        with self.assertRaises(OSError):
            self.ann.mention(self.brand, "into the void")
        self.network.pds_back()
        self.ann.mention(self.brand, "here again")
        wait_until(lambda: "@brand.test here again" in self.notified(), "the AppView to follow")


class Listener(http.server.BaseHTTPRequestHandler):
    """Remembers what a webhook said: (headers, body)."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.heard.append((self.headers, body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *unused):
        pass


class RequestTrackerServer(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.listener = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
        cls.addClassCleanup(cls.listener.server_close)
        cls.addClassCleanup(cls.listener.shutdown)
        cls.listener.heard = []
        threading.Thread(target=cls.listener.serve_forever, daemon=True).start()
        hook = (f"http://127.0.0.1:{cls.listener.server_port}/rt", "it's\\a secret")
        cls.desk = fresh(cls, RequestTracker, webhook=hook)
        cls.connector, cls.agent = Agent(cls.desk, cls.desk.connector), Agent(cls.desk)

    def open(self, text, case):
        return self.connector.open(text, EarshotCase=case)

    def test_a_ticket_is_found_by_its_case_and_answered(self):
        number = self.open("Where is my bag? 🧳", "one")
        self.agent.take(number)
        self.agent.answer(number, "In Oslo. ^Bo")
        self.agent.comment(number, "a regular customer")
        self.agent.set_status(number, "resolved")
        self.assertEqual(self.agent.tickets("'CF.{EarshotCase}'='one'"), [number])
        self.assertEqual(self.agent.said_publicly(number), ["Where is my bag? 🧳", "In Oslo. ^Bo"])
        self.assertEqual([word.kind for word in self.agent.words(number)],
                         ["Create", "Correspond", "Comment"])
        self.assertEqual(self.agent.ticket(number)["Status"], "resolved")

    def test_two_tickets_become_one(self):
        first, second = self.open("first", "merge 1"), self.open("second", "merge 2")
        self.agent.merge(second, into=first)
        self.assertEqual(int(self.agent.ticket(second)["id"]), first)

    def test_what_agents_do_is_told_at_once_and_signed(self):
        number = self.open("Hello?", "told")
        self.agent.answer(number, "Hello! ^Bo")

        def told():
            return [(headers, json.loads(body), body) for headers, body in self.listener.heard
                    if json.loads(body)["ticket"] == number
                    and json.loads(body)["type"] == "Correspond"]

        headers, event, body = wait_until(told, "the webhook")[0]
        self.assertEqual(event["creator"], "agent")
        mark = hmac.new(self.desk.webhook[1].encode(), body, hashlib.sha256).hexdigest()
        self.assertEqual(headers["x-earshot-signature"], f"sha256={mark}")

    def test_it_goes_on_where_it_was_when_it_was_killed(self):
        number = self.open("Are you there?", "restart")
        self.desk.kill()
        with self.assertRaises(OSError):
            self.agent.ticket(number)
        self.desk.start()
        self.assertEqual(self.agent.said_publicly(number), ["Are you there?"])


class RedmineServer(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.desk = fresh(cls, Redmine)

    def test_an_issue_is_found_by_its_case_and_answered(self):
        connector, agent = RedmineAgent(self.desk, "connector"), RedmineAgent(self.desk)
        number = connector.open("koffer 🧳", EarshotCase="one")
        agent.answer(number, "In Oslo. ^Bo")
        agent.close(number)
        found = web.call("GET", f"{self.desk.url}/issues.json", headers=connector.headers,
                         status_id="*", **{f"cf_{self.desk.seeded()['fields']['EarshotCase']}": "one"})
        self.assertEqual([issue["id"] for issue in found["issues"]], [number])
        self.assertEqual([(word.who, word.text) for word in agent.conversations()[number]],
                         [("connector", "koffer 🧳"), ("agent", "@customer In Oslo. ^Bo")])
        self.assertEqual(agent.issue(number)["status"]["name"], "Closed")


class MailServer(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.mail = fresh(cls, Mail)
        cls.tls = ssl.create_default_context(cafile=str(cls.mail.authority))

    def session(self):
        session = smtplib.SMTP("localhost", self.mail.port, timeout=10)
        self.addCleanup(session.close)
        return session

    def test_what_is_sent_after_starttls_and_auth_is_in_the_mailbox(self):
        letter = email.message.EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = "social@x.example", "desk@x.example", "ä"
        letter.set_content("koffer 🧳")
        session = self.session()
        session.starttls(context=self.tls)
        session.login("social", self.mail.users["social"])
        self.assertEqual(session.send_message(letter), {})
        box = imaplib.IMAP4("localhost", self.mail.dovecot.imap_port, timeout=10)
        self.addCleanup(box.shutdown)
        box.starttls(self.tls)
        box.login("desk", self.mail.users["desk"])
        box.select()
        (_, found), = box.fetch("1", "(RFC822)")[1][:1]
        received = email.message_from_bytes(found, policy=email.policy.default)
        self.assertEqual(received.get_content().strip(), "koffer 🧳")

    def test_nobody_gets_in_without_tls_or_with_a_wrong_password(self):
        session = self.session()
        session.ehlo()
        self.assertEqual(session.docmd("MAIL", "FROM:<social@x.example>")[0], 530)
        session.starttls(context=self.tls)
        with self.assertRaises(smtplib.SMTPAuthenticationError):
            session.login("social", "wrong")

    def test_an_address_without_a_mailbox_is_refused(self):
        session = self.session()
        session.starttls(context=self.tls)
        session.login("social", self.mail.users["social"])
        with self.assertRaises(smtplib.SMTPDataError) as refused:
            session.sendmail("social@x.example", ["nobody@x.example"], b"Subject: x\r\n\r\nx")
        self.assertEqual(refused.exception.smtp_code, 550)


class StreamServers(unittest.TestCase):
    def test_nats_keeps_what_it_took_when_it_is_killed(self):
        nats = fresh(self, Nats)
        reader = NatsReader(nats, "CARE", "care.>")
        self.assertEqual(reader.messages(), [])
        nats.kill()
        nats.start()
        self.assertEqual(reader.messages(), [])

    def test_kafka_gives_what_it_took(self):
        kafka = fresh(self, Kafka)
        subprocess.run(["kcat", "-P", "-b", kafka.bootstrap, "-t", "care"], input=b"koffer\n",
                       check=True, timeout=60, capture_output=True)
        taken = subprocess.run(["kcat", "-C", "-b", kafka.bootstrap, "-t", "care", "-e", "-o",
                                "beginning"], check=True, timeout=60, capture_output=True)
        self.assertEqual(taken.stdout, b"koffer\n")


if __name__ == "__main__":
    unittest.main(verbosity=2)
