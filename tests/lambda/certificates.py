"""A certificate for this machine from an authority of our own, as AWS's are: RSA keys of 2,048 bits. Made by OpenSSL's command."""

from __future__ import annotations

import ssl
import subprocess
from pathlib import Path

HOST = "localhost"
# The roots of AWS's own certificates. A function on AWS reads them at its start, so one that is measured here does too.
AMAZONS = sorted(Path("/etc/ssl/certs").glob("Amazon_Root_CA_*.pem"))


def openssl(folder: Path, *words: str) -> None:
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True, timeout=60)


class Certificates:
    """In a folder: `authorities` is the file for SSL_CERT_FILE."""

    def __init__(self, folder: Path) -> None:
        new = ("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2")
        openssl(folder, *new, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=An authority of the tests", "-addext", "keyUsage=critical,keyCertSign")
        openssl(folder, *new, "-keyout", "server.key", "-out", "server.pem", "-subj", f"/CN={HOST}", "-CA", "ca.pem", "-CAkey", "ca.key",
                "-addext", f"subjectAltName=DNS:{HOST}", "-addext", "basicConstraints=critical,CA:FALSE")
        self.authorities = folder / "authorities.pem"
        self.authorities.write_text("".join(file.read_text() for file in [folder / "ca.pem", *AMAZONS]))
        self.server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.server.load_cert_chain(folder / "server.pem", folder / "server.key")
