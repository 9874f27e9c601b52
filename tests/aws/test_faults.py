"""What a service of AWS may do wrong, and what becomes of it."""

from __future__ import annotations

import datetime
import ipaddress
import json
import socket
import ssl
import tempfile
import time
import unittest
import warnings
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from probing import Probe, Server, get, main, reply, settings

PAGE = {"Parameters": [{"Name": "/phoney/dev/PORT", "Value": "1234"}]}
FOUND = {"Parameter Store/PORT": "1234"}
THROTTLED = reply(400, {"__type": "com.amazon.coral.availability#ThrottlingException", "message": "Rate exceeded"})


def environment(url: str, **more: str) -> dict[str, str]:
    return {"AWS_ENDPOINT_URL_SSM": url, "AWS_REGION": "us-east-1", "STAGE": "dev", "USE_PARAMETER_STORE": "true", "PROBE_PATIENCE_MS": "500",
            "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"} | more


def sends(*answers: bytes):
    """Each answer once, the last of them for ever."""
    left = list(answers)

    def answer(connection: socket.socket, _request: bytes) -> None:
        connection.sendall(left.pop(0) if len(left) > 1 else left[0])

    return answer


class Retries(unittest.TestCase):
    def check(self, *answers: bytes, tries: int) -> None:
        with Server(sends(*answers, reply(200, PAGE))) as server:
            read = settings(environment(server.url))
            self.assertEqual(read.get("settings"), FOUND, read)
            self.assertEqual(server.count, tries)

    def test_throttling_passes(self) -> None:
        self.check(THROTTLED, THROTTLED, tries=3)

    def test_trouble_on_their_side_passes(self) -> None:
        self.check(reply(500, {"__type": "InternalServerError"}), reply(503, b"<html>"), tries=3)

    def test_garbage_passes(self) -> None:
        self.check(reply(200, b"{"), b"SSH-2.0-Wrong\r\n", tries=3)

    def test_a_truncated_answer_passes(self) -> None:
        self.check(reply(200, PAGE)[:-5], b"HTTP/1.1 200 OK\r\nContent-Le", tries=3)

    def test_a_closed_connection_passes(self) -> None:
        self.check(b"", b"", tries=3)

    def test_chunks_are_put_together(self) -> None:
        body = json.dumps(PAGE).encode()
        chunks = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (body[:10], body[10:])) + b"0\r\n\r\n"
        self.check(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks, tries=1)


class GivingUp(unittest.TestCase):
    def error(self, answer: bytes) -> tuple[str, int]:
        with Server(sends(answer)) as server:
            return settings(environment(server.url))["error"], server.count

    def test_throttled_for_ever(self) -> None:
        error, count = self.error(THROTTLED)
        self.assertIn("ssm:GetParametersByPath of /phoney/dev/ failed: ThrottlingException (Rate exceeded)", error)
        self.assertIn(f"(gave up after {count} tries)", error)
        self.assertGreater(count, 1)

    def test_an_answer_larger_than_a_megabyte(self) -> None:
        self.assertIn("the response is larger than 1 MB", self.error(reply(200, b"[" + b" " * (1 << 20) + b"]"))[0])

    def test_an_answer_that_never_comes(self) -> None:
        with Server(lambda *_: time.sleep(3)) as server:
            self.assertIn("did not answer in time", settings(environment(server.url))["error"])
            self.assertGreater(server.count, 1)

    def test_nobody_listens(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
        self.assertIn(f"cannot connect to 127.0.0.1:{port}: Connection refused", settings(environment(f"http://127.0.0.1:{port}"))["error"])

    def test_what_cannot_get_better_is_not_tried_again(self) -> None:
        error, count = self.error(reply(400, {"__type": "AccessDeniedException", "Message": "User: x is\nnot authorized"}))
        self.assertEqual(count, 1)
        self.assertIn("failed: AccessDeniedException (User: x is not authorized); allow ssm:GetParametersByPath on /phoney/dev/", error)

    def test_pages_without_end(self) -> None:
        error, count = self.error(reply(200, PAGE | {"NextToken": "again"}))
        self.assertIn("more than 100 pages", error)
        self.assertEqual(count, 100)


class Refresh(unittest.TestCase):
    def test_the_last_good_value_is_kept(self) -> None:
        down, other = reply(500, b""), {"Parameters": [{"Name": "/phoney/dev/PORT", "Value": "99"}]}
        state = [reply(200, PAGE)]
        with Server(lambda connection, _: connection.sendall(state[0])) as server, Probe(environment(server.url)) as probe:
            self.assertEqual(probe.first["settings"], FOUND)
            state[0] = down
            report = probe.refresh(300)
            self.assertEqual((report["settings"], report["changed"]), (FOUND, []))
            self.assertIn("Parameter Store could not be read: ssm:GetParametersByPath of /phoney/dev/ failed: HTTP 500", report["problems"][0])
            state[0] = reply(200, other)
            report = probe.refresh(30)  # sooner than after a good reading
            self.assertEqual((report["settings"], report["changed"], report["problems"]), ({"Parameter Store/PORT": "99"}, ["PORT"], []))


class Credentials(unittest.TestCase):
    def test_of_the_container(self) -> None:
        seen = []

        def answer(connection: socket.socket, request: bytes) -> None:
            seen.append(request.decode())
            given = {"AccessKeyId": "AKIA", "SecretAccessKey": "s", "Token": "the-session", "Expiration": "2099-01-01T00:00:00Z"}
            connection.sendall(reply(200, given if request.startswith(b"GET") else PAGE))

        with Server(answer) as server:
            read = settings(environment(
                server.url, AWS_ACCESS_KEY_ID="", AWS_CONTAINER_CREDENTIALS_FULL_URI=server.url + "/v2/credentials?x=1",
                AWS_CONTAINER_AUTHORIZATION_TOKEN="open sesame"))
        self.assertEqual(read.get("settings"), FOUND, read)
        self.assertTrue(seen[0].startswith("GET /v2/credentials?x=1 HTTP/1.1\r\n"))
        self.assertIn("\r\nAuthorization: open sesame\r\n", seen[0])
        self.assertIn("Credential=AKIA/", seen[1])
        self.assertIn("\r\nX-Amz-Security-Token: the-session\r\n", seen[1])

    def test_are_never_asked_of_a_stranger(self) -> None:
        read = settings(environment("http://127.0.0.1:1", AWS_ACCESS_KEY_ID="", AWS_CONTAINER_CREDENTIALS_FULL_URI="http://10.0.0.1/"))
        self.assertIn("AWS_CONTAINER_CREDENTIALS_FULL_URI must begin with https:// or name a loopback address", read["error"])

    def test_are_missed(self) -> None:
        self.assertIn("no AWS credentials found", settings(environment("http://127.0.0.1:1", AWS_ACCESS_KEY_ID=""))["error"])


class Tls(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = tempfile.TemporaryDirectory()
        cls.authority_key = ec.generate_private_key(ec.SECP256R1())
        cls.authority = cls.certificate("Authority of the tests", cls.authority_key.public_key(), [], authority=True)
        cls.trusted = {"SSL_CERT_FILE": cls.write("ca.pem", cls.authority.public_bytes(serialization.Encoding.PEM))}

    @classmethod
    def tearDownClass(cls) -> None:
        cls.folder.cleanup()

    @classmethod
    def write(cls, name: str, text: bytes) -> str:
        path = Path(cls.folder.name, name)
        path.write_bytes(text)
        return str(path)

    @classmethod
    def certificate(cls, name: str, key, names: list[x509.GeneralName], authority: bool = False, days: int = 1) -> x509.Certificate:
        now = datetime.datetime.now(datetime.timezone.utc)
        issuer = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Authority of the tests")])
        builder = (
            x509.CertificateBuilder().issuer_name(issuer).public_key(key).serial_number(x509.random_serial_number())
            .subject_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)]))
            .not_valid_before(now - datetime.timedelta(days=9)).not_valid_after(now + datetime.timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        )
        if names:
            builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        return builder.sign(cls.authority_key, hashes.SHA256())

    def context(self, names: list[x509.GeneralName], days: int = 1) -> ssl.SSLContext:
        key = ec.generate_private_key(ec.SECP256R1())
        text = self.certificate("server", key.public_key(), names, days=days).public_bytes(serialization.Encoding.PEM)
        text += key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.write("server.pem", text))
        return context

    loopback = [x509.IPAddress(ipaddress.ip_address("127.0.0.1")), x509.DNSName("localhost")]

    def ask(self, context: ssl.SSLContext, trusted: dict[str, str] | None = None, host: str = "127.0.0.1") -> dict:
        with Server(sends(reply(200, b"hello")), context) as server:
            return get(f"https://{host}:{server.port}/", self.trusted if trusted is None else trusted)

    def test_a_certificate_of_a_known_authority_is_accepted(self) -> None:
        for host in ("127.0.0.1", "localhost"):
            self.assertEqual(self.ask(self.context(self.loopback), host=host), {"status": 200, "body": "hello"})

    def refused(self, answer: dict, reason: str) -> None:
        self.assertIn(f"is not trusted: {reason}; if your own CA signed it, set SSL_CERT_FILE", answer["error"])
        self.assertFalse(answer["again"])

    def test_an_unknown_authority_is_refused(self) -> None:
        other = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Another")])
        now = datetime.datetime.now(datetime.timezone.utc)
        certificate = (
            x509.CertificateBuilder().issuer_name(name).subject_name(name).public_key(other.public_key()).serial_number(7)
            .not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1)).sign(other, hashes.SHA256())
        )
        path = self.write("other.pem", certificate.public_bytes(serialization.Encoding.PEM))
        self.refused(self.ask(self.context(self.loopback), {"SSL_CERT_FILE": path}), "unable to get local issuer certificate")

    def test_another_name_is_refused(self) -> None:
        context = self.context([x509.DNSName("elsewhere.example")])
        self.refused(self.ask(context), "IP address mismatch")
        self.refused(self.ask(context, host="localhost"), "hostname mismatch")

    def test_an_expired_certificate_is_refused(self) -> None:
        self.refused(self.ask(self.context(self.loopback, days=-1)), "certificate has expired")

    def test_tls_1_1_is_refused(self) -> None:
        context = self.context(self.loopback)
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = ssl.TLSVersion.TLSv1_1
        context.set_ciphers("DEFAULT@SECLEVEL=0")
        self.assertIn("no TLS connection to 127.0.0.1", self.ask(context)["error"])

    def test_a_file_that_holds_no_certificates_is_named(self) -> None:
        path = self.write("empty.pem", b"")
        self.assertIn(f"{path} contains no readable certificates", self.ask(self.context(self.loopback), {"SSL_CERT_FILE": path})["error"])

    def test_a_server_that_speaks_no_tls(self) -> None:
        with Server(sends(b"HTTP/1.1 400 Bad\r\n\r\n"), reads=False) as server:
            self.assertIn("no TLS connection to 127.0.0.1", get(f"https://127.0.0.1:{server.port}/", self.trusted)["error"])


class Names(unittest.TestCase):
    def test_a_name_of_the_hosts_file(self) -> None:
        with Server(sends(reply(200, b"hello"))) as server:
            self.assertEqual(get(f"http://localhost:{server.port}/"), {"status": 200, "body": "hello"})


if __name__ == "__main__":
    main()
