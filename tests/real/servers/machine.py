"""What has to be on the machine before a server can start: Debian packages and npm packages."""

import contextlib
import fcntl
import glob
import os
import pathlib
import shutil
import subprocess

PATIENCE = 1200  # seconds for one installation


def cache():
    """Where installations are kept, and the state of servers that were given no folder."""
    named = os.environ.get("EARSHOT_REAL")
    root = pathlib.Path(named) if named else pathlib.Path(
        os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "earshot" / "real"
    root.mkdir(parents=True, exist_ok=True)
    return root.resolve()


def is_root():
    return os.geteuid() == 0


def find_program(*patterns):
    """The newest file that matches one of the patterns: a name in PATH or an absolute glob."""
    for pattern in patterns:
        found = sorted(glob.glob(pattern)) if pattern.startswith("/") else [shutil.which(pattern)]
        if found and found[-1]:
            return found[-1]
    return None


@contextlib.contextmanager
def _one_at_a_time():
    with (cache() / "install.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def install_debian(needed):
    """`needed` is {package: a program or file of it}. Asks apt-get only for what is not there."""
    with _one_at_a_time():
        missing = [package for package, proof in needed.items() if not find_program(proof)]
        if not missing:
            return
        _run_quietly("apt-update", _as_root("apt-get", "update"))
        _run_quietly("apt-install", _as_root(
            "env", "DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1", "apt-get", "install", "--yes",
            "--no-install-recommends", *missing))


def install_npm(name, *packages):
    """A folder of the cache whose node_modules has exactly these packages, name@version each."""
    home = cache() / "npm" / "+".join([name, *(p.rpartition("@")[2] for p in packages)])
    done = home / "installed"
    with _one_at_a_time():
        if not done.exists():
            home.mkdir(parents=True, exist_ok=True)
            (home / "package.json").write_text('{"private": true}')
            # Native modules are compiled against the headers beside node where there are any, and
            # one at a time: a compiler takes much memory.
            environment = {"JOBS": "1"}
            prefix = pathlib.Path(find_program("node")).resolve().parent.parent
            if (prefix / "include" / "node" / "node.h").exists():
                environment["npm_config_nodedir"] = str(prefix)
            _run_quietly(f"npm-{name}", ["npm", "install", "--no-audit", "--no-fund", *packages],
                         cwd=home, environment=environment)
            done.touch()
    return home


def _as_root(*command):
    return [*command] if is_root() else ["sudo", *command]


def _run_quietly(what, command, cwd=None, environment=None):
    log = cache() / f"{what}.log"
    print(f"installing ({what}): {' '.join(command)}", flush=True)
    with log.open("wb") as out:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, cwd=cwd,
                              env={**os.environ, **(environment or {})}, timeout=PATIENCE)
    if done.returncode != 0:
        tail = log.read_text(errors="replace")[-3000:]
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}; all it said is in "
                           f"{log}, and at the end:\n{tail}")
