"""Redmine 5 with SQLite and WEBrick, from Debian: a project, a connector and an agent. It runs from a
copy of its own, because Debian's looks for its configuration in /etc."""

import json
import pathlib
import secrets
import shutil

from .server import Server, answers, free_port

SEED = pathlib.Path(__file__).with_name("redmine_seed.rb")
ORIGINAL = pathlib.Path("/usr/share/redmine")
DATABASE = "production: {{adapter: sqlite3, database: '{}', timeout: 10000}}\n"


class Redmine(Server):
    name = "redmine"
    packages = {"dbconfig-no-thanks": "/usr/share/doc/dbconfig-no-thanks",
                "redmine": "/usr/share/redmine/config.ru",
                "redmine-sqlite": "/usr/share/doc/redmine-sqlite",
                "ruby-webrick": "/usr/share/doc/ruby-webrick"}
    project, field = "Social", "EarshotCase"
    connector, agent = "connector", "agent"
    password = "correct-horse"

    def __init__(self, home=None):
        super().__init__(home)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    def prepare(self):
        self._copy()
        for words in (("bundle", "install", "--local"),
                      ("bundle", "exec", "rake", "db:migrate"),
                      ("bundle", "exec", "rake", "redmine:load_default_data")):
            self._run(*words)
        seed = {"project": self.project, "field": self.field, "password": self.password,
                "users": [self.connector, self.agent]}
        said = self._run("bundle", "exec", "rails", "runner", SEED, SEED=json.dumps(seed))
        (self.home / "seeded.json").write_text(said.splitlines()[-1])

    def _copy(self):
        application, instance = self._application(), self._application() / "instances" / "earshot"
        shutil.copytree(ORIGINAL, application, symlinks=True, ignore=self._not_copied)
        for folder in ("config", "log", "tmp/cache", "files", "public"):
            (instance / folder).mkdir(parents=True)
        for folder in ("tmp", "log", "files", "plugins", "public/plugin_assets"):
            (application / folder).mkdir(parents=True, exist_ok=True)
        for place in (application, instance):
            (place / "config" / "database.yml").write_text(
                DATABASE.format(self.home / "redmine.sqlite"))
        (instance / "config" / "secret_key.txt").write_text(secrets.token_hex(64))
        (application / "Gemfile.local").write_text('gem "webrick"\n')

    @staticmethod
    def _not_copied(folder, names):
        unwanted = {str(ORIGINAL): {"instances", "Gemfile.lock"},
                    str(ORIGINAL / "config"): {"database.yml"}}.get(folder, set())
        return unwanted & set(names)

    def launch(self):
        self.spawn("bundle", "exec", "rackup", "-E", "production", "-s", "webrick",
                   "-o", "127.0.0.1", "-p", self.port, cwd=self._application(),
                   environment=self._environment())

    def is_ready(self):
        return answers(f"{self.url}/login")

    def seeded(self):
        return json.loads((self.home / "seeded.json").read_text())

    def key(self, user):
        return self.seeded()["keys"][user]

    def addresses(self):
        seeded = self.seeded()
        return {"url": self.url, "project": seeded["project"],
                "custom fields": seeded["fields"], "trackers": seeded["trackers"],
                **{f"key of {user}": key for user, key in seeded["keys"].items()}}

    def _application(self):
        return self.home / "application"

    def _run(self, *words, **environment):
        return self.run(*words, cwd=self._application(),
                        environment={**self._environment(), **environment})

    @staticmethod
    def _environment():
        return {"REDMINE_INSTANCE": "earshot", "RAILS_ENV": "production", "REDMINE_LANG": "en",
                "BUNDLE_SILENCE_ROOT_WARNING": "1", "RUBYOPT": "-W0"}
