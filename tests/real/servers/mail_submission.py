"""An SMTP server as a brand's own: STARTTLS, then AUTH, then mail, handed on by LMTP. What LMTP
refuses, it refuses. Started by mail.py."""

import argparse
import asyncio
import pathlib
import smtplib
import ssl

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

MAX_MESSAGE = 20 * 1024 * 1024


class Relay:
    def __init__(self, lmtp_port):
        self.lmtp_port = lmtp_port

    async def handle_DATA(self, server, session, envelope):
        return await asyncio.get_running_loop().run_in_executor(None, self.hand_over, envelope)

    def hand_over(self, envelope):
        try:
            with smtplib.LMTP("127.0.0.1", self.lmtp_port, timeout=20) as mailboxes:
                refused = mailboxes.sendmail(envelope.mail_from, envelope.rcpt_tos,
                                             envelope.content)
        except smtplib.SMTPRecipientsRefused as refusal:
            refused = refusal.recipients
        except (OSError, smtplib.SMTPException) as failure:
            return f"451 4.4.1 no mailboxes now: {type(failure).__name__}"
        if refused:
            code, text = next(iter(refused.values()))
            return f"{code} {text.decode(errors='replace').splitlines()[0]}"
        return "250 2.0.0 delivered"


class Passwords:
    def __init__(self, file):
        lines = (line.split(":{PLAIN}", 1) for line in pathlib.Path(file).read_text().splitlines())
        self.known = dict(lines)

    def __call__(self, server, session, envelope, mechanism, data):
        right = (isinstance(data, LoginPassword)
                 and self.known.get(data.login.decode()) == data.password.decode())
        return AuthResult(success=right, handled=right)


class Submission(Controller):
    def __init__(self, given):
        super().__init__(Relay(given.lmtp_port), hostname="127.0.0.1", port=given.port,
                         ready_timeout=120.0)
        self.tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self.tls.load_cert_chain(given.certificate, given.key)
        self.passwords = Passwords(given.users)

    def factory(self):
        return SMTP(self.handler, hostname="desk.example", data_size_limit=MAX_MESSAGE,
                    tls_context=self.tls, require_starttls=True, auth_required=True,
                    authenticator=self.passwords)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--lmtp-port", type=int, required=True)
    for file in ("--users", "--certificate", "--key"):
        parser.add_argument(file, required=True)
    return parser.parse_args()


if __name__ == "__main__":
    Submission(arguments()).start()
    asyncio.new_event_loop().run_forever()
