"""Over TLS a server must show a certificate the machine trusts, and nobody signs in before the line is safe."""

import datetime as dt
import socket
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from post.account import Account
from post.imap import look
from post.smtp import Envelope, send, sign_in
from registry.errors import MailRefused, MailUnavailable


class Taking:
    def __init__(self) -> None:
        self.mails: list[bytes] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: object) -> str:  # noqa: N802  aiosmtpd's
        self.mails.append(envelope.original_content)  # type: ignore[attr-defined]  # aiosmtpd ships no types
        return "250 OK"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a certificate of 127.0.0.1's own, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    form = serialization.Encoding.PEM
    private = key.private_bytes(form, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(private + made.public_bytes(form))
    return path


@pytest.fixture(params=["ssl", "starttls"])
def tls_server(request: pytest.FixtureRequest, certificate: Path) -> Iterator[tuple[Account, Taking]]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    taking = Taking()
    is_wrapped = request.param == "ssl"
    server = Controller(
        taking, hostname="localhost", port=0, ssl_context=context if is_wrapped else None,
        tls_context=None if is_wrapped else context, require_starttls=not is_wrapped, auth_require_tls=not is_wrapped,
        authenticator=lambda *_: AuthResult(success=True),
    )  # fmt: skip
    server.port = free_port()
    server.start()
    yield Account("localhost", server.port, "a@x.example", "secret", request.param), taking
    server.stop()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def test_mail_goes_over_a_safe_line(
    tls_server: tuple[Account, Taking], certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    account, taking = tls_server
    mails = [Envelope(number, "a@x.example", "b@x.example", b"Subject: 1\r\n\r\n") for number in range(3)]
    assert [end.outcome for end in send(account, mails)] == ["delivered"] * 3
    assert taking.mails == [b"Subject: 1\r\n\r\n"] * 3


def test_a_certificate_nobody_vouches_for_ends_the_talk(tls_server: tuple[Account, Taking]) -> None:
    account, _ = tls_server
    with pytest.raises(MailUnavailable, match=r"(?i)certificate"):
        sign_in(account)


def test_a_server_without_tls_is_told_no_password(smtp_server: Callable[..., object]) -> None:
    with smtp_server({}) as server:  # type: ignore[attr-defined]  # a context manager
        account = Account("127.0.0.1", server.port, "a@x.example", "secret", "starttls")
        with pytest.raises(MailRefused, match="加密方式"):
            sign_in(account)
    assert not [line for line in server.heard if line.startswith("AUTH")]


def test_a_mailbox_without_tls_is_told_no_password(imap_server: Callable[..., object]) -> None:
    with imap_server({"STARTTLS": "{tag} BAD what?"}) as server:  # type: ignore[attr-defined]  # a context manager
        account = Account("127.0.0.1", server.port, "a@x.example", "secret", "starttls")
        with pytest.raises(MailUnavailable):
            look(account, "INBOX", None)
    assert not [line for line in server.heard if line.startswith("LOGIN")]
