"""Mail: SMTP with STARTTLS and AUTH (Debian's aiosmtpd, see mail_submission.py), which hands over by
LMTP to Dovecot, whose mailboxes are read by IMAP. Every address whose local part is a user's has a
mailbox; the certificate is signed by an authority of this server's own."""

import contextlib
import getpass
import grp
import pathlib
import pwd
import smtplib

from .machine import is_root
from .server import Server, free_port, listens

PROGRAM = pathlib.Path(__file__).with_name("mail_submission.py")
CONFIGURATION = """\
base_dir = {place}/run
state_dir = {place}/run
log_path = {home}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = yes
ssl_cert = <{home}/certificate.pem
ssl_key = <{home}/key.pem
disable_plaintext_auth = no
auth_username_format = %Ln
mail_location = maildir:{mailboxes}/%n
first_valid_uid = 1
default_internal_user = {internal}
default_login_user = {login}
default_internal_group = {group}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%n {place}/users
}}
userdb {{
  driver = static
  args = uid={owner} gid={owner_group} home={mailboxes}/%n allow_all_users=no
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
protocol lmtp {{
  postmaster_address = postmaster@desk.example
  auth_username_format = %Ln
}}
"""


class Dovecot(Server):
    name = "dovecot"
    packages = {"dovecot-imapd": "/usr/lib/dovecot/imap", "dovecot-lmtpd": "/usr/lib/dovecot/lmtp",
                "openssl": "openssl"}

    def __init__(self, home, users):
        super().__init__(home)
        self.users = users
        self.imap_port, self.imaps_port, self.lmtp_port = (free_port() for _ in range(3))

    def prepare(self):
        self._certify()

    def launch(self):
        # It refuses to write mailboxes as root.
        owner = "nobody" if is_root() else getpass.getuser()
        internal, login = ("dovecot", "dovenull") if is_root() else (owner, owner)
        group = grp.getgrgid(pwd.getpwnam(internal).pw_gid).gr_name
        (self.home / "dovecot.conf").write_text(CONFIGURATION.format(
            home=self.home, place=self._place(), owner=owner,
            mailboxes=self.folder_for(owner, "mailboxes"),
            owner_group=pwd.getpwnam(owner).pw_gid, internal=internal, login=login, group=group,
            imap=self.imap_port, imaps=self.imaps_port, lmtp=self.lmtp_port))
        self.passwords.write_text(
            "".join(f"{user}:{{PLAIN}}{password}\n" for user, password in self.users.items()))
        (self._place() / "run").mkdir(exist_ok=True)
        self.spawn("dovecot", "-F", "-c", self.home / "dovecot.conf")

    def is_ready(self):
        return listens(self.imap_port) and listens(self.lmtp_port)

    def said(self):
        with contextlib.suppress(FileNotFoundError):
            return super().said() + (self.home / "dovecot.log").read_text()[-3000:]
        return super().said()

    def addresses(self):
        return {"imap": f"imap://127.0.0.1:{self.imap_port} (STARTTLS), "
                        f"imaps://127.0.0.1:{self.imaps_port}",
                "lmtp": f"127.0.0.1:{self.lmtp_port}"}

    @property
    def passwords(self):
        """The file of the users: `name:{PLAIN}password`."""
        return self._place() / "users"

    def _place(self):
        """Where Dovecot's own users find what they share."""
        return self.folder_for(None, "place")

    def _certify(self):
        self._openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30",
                      "-subj", "/CN=Earshot test authority",
                      "-keyout", "authority.key", "-out", "authority.pem")
        self._openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost",
                      "-keyout", "key.pem", "-out", "request.pem")
        (self.home / "names").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
        self._openssl("x509", "-req", "-in", "request.pem", "-days", "30", "-CAcreateserial",
                      "-CA", "authority.pem", "-CAkey", "authority.key",
                      "-extfile", "names", "-out", "certificate.pem")

    def _openssl(self, *words):
        self.run("openssl", *words)


class Mail(Server):
    name = "mail"
    packages = {"python3-aiosmtpd": "/usr/lib/python3/dist-packages/aiosmtpd/smtp.py"}

    def __init__(self, home=None, users=None):
        super().__init__(home)
        self.users = users or {"desk": "correct-horse", "agent": "correct-horse",
                               "social": "correct-horse"}
        self.dovecot = Dovecot(self.home.parent, self.users)
        self.port = free_port()

    def install(self):
        super().install()
        self.dovecot.install()

    def start(self):
        self.dovecot.start()
        return super().start()

    def launch(self):
        # Debian's Python, which has Debian's packages.
        self.spawn("/usr/bin/python3", PROGRAM, "--port", self.port,
                   "--lmtp-port", self.dovecot.lmtp_port, "--users", self.dovecot.passwords,
                   "--certificate", self.dovecot.home / "certificate.pem",
                   "--key", self.dovecot.home / "key.pem")

    def is_ready(self):
        with contextlib.suppress(OSError, smtplib.SMTPException):
            with smtplib.SMTP("127.0.0.1", self.port, timeout=5) as session:
                return session.ehlo()[0] == 250
        return False

    def kill(self):
        super().kill()
        self.dovecot.stop()

    def erase(self):
        super().erase()
        self.dovecot.erase()

    @property
    def authority(self):
        """The file of the authority that signed the certificate."""
        return self.dovecot.home / "authority.pem"

    def addresses(self):
        return {"smtp": f"smtp://127.0.0.1:{self.port} (STARTTLS, then AUTH)",
                **self.dovecot.addresses(), "users": self.users, "authority": self.authority}
