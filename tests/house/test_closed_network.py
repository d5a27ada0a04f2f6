"""Tests reach this machine only."""

import socket
import urllib.request

import pytest
from network import NetworkClosed


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("192.0.2.1", 53)])
@pytest.mark.parametrize("kind", [socket.SOCK_STREAM, socket.SOCK_DGRAM])
def test_other_machines_are_out_of_reach(address: tuple[str, int], kind: int) -> None:
    with socket.socket(socket.AF_INET, kind) as opened, pytest.raises(NetworkClosed):
        opened.connect(address)


def test_names_are_not_looked_up() -> None:
    with pytest.raises(NetworkClosed):
        urllib.request.urlopen("http://docs.example/plans", timeout=1)


def test_this_machine_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        with socket.create_connection(server.getsockname(), timeout=5) as client:
            client.sendall(b"x")
        accepted, _ = server.accept()
        with accepted:
            assert accepted.recv(1) == b"x"
    one, other = socket.socketpair()
    with one, other:
        one.sendall(b"x")
        assert other.recv(1) == b"x"
