"""Ports for servers that a test starts, and starts again later at the same address."""

import contextlib
import pathlib
import random
import socket

_FIRST = 10_000
_USUAL_END = 32_768
_held = []  # sockets, until this process ends


def free_port():
    """A TCP port of loopback on which nobody listens. It stays so until this process ends: no other
    test is given it, and the kernel hands it to no client, because it is not in the clients' range.
    """
    for port in random.sample(range(_FIRST, _end()), 200):
        if _listens_nobody(port) and _hold(port):
            return port
    raise AssertionError(f"no free port among those from {_FIRST} to {_end()}")


def _end():
    """The first of the ports that the kernel hands out by itself."""
    clients = pathlib.Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()
    return int(clients[0]) if int(clients[0]) > _FIRST + 1000 else _USUAL_END


def _listens_nobody(port):
    with contextlib.suppress(OSError), socket.socket() as probe:
        probe.bind(("127.0.0.1", port))
        return True
    return False


def _hold(port):
    """Whether it was nobody's: a name in the abstract space of Unix has one owner."""
    name = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
        name.bind(f"\0earshot-test-port-{port}")
    except OSError:
        name.close()
        return False
    _held.append(name)
    return True
