"""Request Tracker 5 with SQLite, from Debian: a queue, a connector and an agent. Its configuration is
its own; /etc/request-tracker5 is not read."""

import json
import pathlib
import re

from .machine import find_program
from .server import Server, answers, free_port

SEED = pathlib.Path(__file__).with_name("request_tracker_seed.pl")
PAGE = pathlib.Path(__file__).resolve().parents[3] / "docs" / "plugins" / "rt.md"
HOOK, SECRET = "https://earshot.example.com/hooks/desk/events", "SECRET"  # as they are on that page
SERVER = "/usr/share/request-tracker5/libexec/rt-server"
# A token is checked with bcrypt in every request: a fifth of a second each at RT's usual cost.
CONFIGURATION = """\
Set($rtname, 'desk.example');
Set($Organization, 'desk.example');
Set($CorrespondAddress, 'rt@desk.example');
Set($CommentAddress, 'rt-comment@desk.example');
Set($WebDomain, '127.0.0.1');
Set($WebPort, {port});
Set($WebBaseURL, 'http://127.0.0.1:{port}');
Set($WebPath, '');
Set($RestrictReferrer, 0);
Set($DatabaseType, 'SQLite');
Set($DatabaseName, '{home}/rt.sqlite');
Set($DatabaseHost, '');
Set($MasonDataDir, '{home}/mason');
Set($MasonSessionDir, '{home}/session');
Set($WebSessionClass, 'Apache::Session::File');
Set($MailCommand, 'testfile');
Set($BcryptCost, 10);
Set($LogToSyslog, undef);
Set($LogToSTDERR, 'warning');
Set($Timezone, 'UTC');
1;
"""


class RequestTracker(Server):
    name = "rt"
    queue = "Social"
    connector, agent = "connector", "agent"
    password = "correct-horse"  # of both; root's is `password`, as RT ships

    # The case is what a ticket is found by; the rest is for people.
    fields = ("EarshotCase", "EarshotLanguage", "EarshotClass", "EarshotUrgency",
              "EarshotCustomer")

    def __init__(self, home=None, webhook=None):
        """`webhook` is (url, secret): told of what agents do."""
        super().__init__(home)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.webhook = webhook

    @property
    def packages(self):
        packages = {"dbconfig-no-thanks": "/usr/share/doc/dbconfig-no-thanks",
                    "request-tracker5": SERVER,
                    "rt5-db-sqlite": "/usr/share/doc/rt5-db-sqlite",
                    "rt5-standalone": "/usr/share/doc/rt5-standalone"}
        if not find_program("/usr/sbin/sendmail"):  # any MTA will do, and none is used
            packages["msmtp-mta"] = "/usr/sbin/sendmail"
        return packages

    def prepare(self):
        for folder in ("mason", "session", "RT_SiteConfig.d"):
            (self.home / folder).mkdir()
        self._configure()
        self.run("rt-setup-database-5", "--action", "init", "--skip-create",
                 environment=self._environment())
        seed = {"queue": self.queue, "address": "social@desk.example",
                "unique_field": self.fields[0], "fields": self.fields[1:],
                "users": [self.connector, self.agent], "password": self.password,
                "scrip": self._scrip() if self.webhook else None}
        tokens = self.run("perl", SEED,
                          environment={**self._environment(), "SEED": json.dumps(seed)})
        (self.home / "tokens.json").write_text(tokens.splitlines()[-1])

    def _scrip(self):
        """What operators are told to enter, so that it is tested as they have it."""
        condition, action = re.findall(r"```perl\n(.*?)```", PAGE.read_text(), re.DOTALL)
        for example, value in zip((HOOK, SECRET), self.webhook):
            quoted = re.sub(r"([\\'])", r"\\\1", value)
            action = action.replace(f"'{example}'", f"'{quoted}'")
        return {"condition": condition, "action": action}

    def launch(self):
        self._configure()  # another port, when another object starts in the same folder
        self.spawn(SERVER, "--server", "Starlet", "--host", "127.0.0.1", "--port", self.port,
                   "--workers", "4", environment=self._environment())

    def is_ready(self):
        return answers(f"{self.url}/REST/2.0/rt",
                       {"authorization": f"token {self.token(self.connector)}"})

    def token(self, user):
        return json.loads((self.home / "tokens.json").read_text())[user]

    def addresses(self):
        return {"url": self.url, "web login": "root / password, " + ", ".join(
                    f"{user} / {self.password}" for user in (self.connector, self.agent)),
                **{f"token of {user}": self.token(user) for user in (self.connector, self.agent)},
                "queue": self.queue}

    def _configure(self):
        text = CONFIGURATION.replace("{port}", str(self.port)).replace("{home}", str(self.home))
        (self.home / "RT_SiteConfig.pm").write_text(text)

    def _environment(self):
        return {"RT_SITE_CONFIG": str(self.home / "RT_SiteConfig.pm"),
                "RT_SITE_CONFIG_DIR": str(self.home / "RT_SiteConfig.d")}
