"""THIRD_PARTY_NOTICES: the licences of Faker's data and of what a static phoney links.

The libraries' texts are files beside this one, so that the result does not depend on what is installed where it is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

LICENCES = Path(__file__).resolve().parent / "licences"
RULE = "-" * 78


@dataclass(frozen=True)
class Library:
    name: str
    address: str
    licence: str
    note: str  # stands before the licence's text
    text: str = ""  # its file in LICENCES; empty: one of COMMON, at the end


FAKER = """\
Third-party notices

Faker {version}
https://github.com/joke2k/faker

The tables under data/tables are values of Python's Faker, read by running it.
data/tables/text/unidecode.json is the table of its module faker.decode; the
package names no other origin or licence for that table than its own.

{licence}

{rule}

The libraries and data below are linked into a release of phoney.
"""

SIMDJSON = """\
Copyright 2018-2025 The simdjson authors

Its source is in third_party/simdjson, unchanged. The licence's text is at the
end of this file."""

OPENSSL = """\
Copyright (c) 1998-2025 The OpenSSL Project Authors
Copyright (c) 1995-1998 Eric A. Young, Tim J. Hudson
All rights reserved.

The release links its libcrypto. The licence's text is at the end of this
file."""

GLIBC = """\
A release that is linked statically contains parts of it, unchanged, as the
distribution on which the release was built ships them. phoney's own source is
free, so anyone can link it again with another version of the library: `./run`
does so with the one installed, and -DPHONEY_STATIC=OFF links dynamically. The
text of the LGPL is at the end of this file."""

TZDATA = """\
data/time_zones.json holds the compiled files of the PyPI package tzdata, which
is under the Apache License, version 2.0 (Copyright (c) 2020 Paul Ganssle
(Google), (c) 2026 Stan Ulbrych). The database that they are compiled from is
in the public domain."""

ABSEIL = """\
Copyright 2017 The Abseil Authors; Copyright 2016 Google Inc.

The release links cctz, its library of time zones. The licence's text is at the
end of this file."""

SWAGGER_UI = """\
The release contains its bundle and style sheet, compressed, and
serves them at /docs. Its notice, and those of what it bundles, follow; the
licence's text is at the end of this file."""

REDOC = """\
The release contains its standalone bundle, compressed and without the address
of its logo, and serves it at /redoc. The notices of what it bundles follow its
licence."""

XZ_UTILS = """\
The release contains code from XZ Utils: its liblzma, which its authors have
put into the public domain."""

LIBXCRYPT = """\
The release links its libcrypt, of which it uses bcrypt alone; what is said of
the GNU C Library below holds for it too. The text of the LGPL is at the end of
this file."""

LIBRARIES = [
    Library("IANA Time Zone Database", "https://www.iana.org/time-zones", "Public domain; Apache-2.0 for the package", TZDATA),
    Library("Abseil", "https://abseil.io", "Apache-2.0", ABSEIL),
    Library("simdjson", "https://github.com/simdjson/simdjson", "Apache-2.0 (of Apache-2.0 OR MIT)", SIMDJSON),
    Library("OpenSSL", "https://www.openssl.org", "Apache-2.0", OPENSSL),
    Library("Boost", "https://www.boost.org", "BSL-1.0", "The release uses headers of it alone.", "Boost"),
    Library("fmt", "https://fmt.dev", "MIT, with an exception for object code", "", "fmt"),
    Library("CLI11", "https://github.com/CLIUtils/CLI11", "BSD-3-Clause", "", "CLI11"),
    Library("utf8proc", "https://juliastrings.github.io/utf8proc", "MIT, and Unicode's for its tables", "", "utf8proc"),
    Library("libxcrypt", "https://github.com/besser82/libxcrypt", "LGPL-2.1-or-later, and others for parts", LIBXCRYPT, "libxcrypt"),
    Library("libstdc++ and libgcc", "https://gcc.gnu.org", "GPL-3.0-or-later WITH GCC-exception-3.1", "", "gcc-runtime"),
    Library("zlib", "https://zlib.net", "Zlib", "", "zlib"),
    Library("Brotli", "https://github.com/google/brotli", "MIT", "", "brotli"),
    Library("Zstandard", "https://github.com/facebook/zstd", "BSD-3-Clause (of BSD-3-Clause OR GPL-2.0)", "", "zstd"),
    Library("bzip2", "https://sourceware.org/bzip2", "bzip2-1.0.6", "", "bzip2"),
    Library("XZ Utils", "https://tukaani.org/xz", "Public domain", XZ_UTILS),
    Library("Swagger UI 5.35.0", "https://github.com/swagger-api/swagger-ui", "Apache-2.0", SWAGGER_UI, "swagger-ui"),
    Library("Redoc 2.5.4", "https://github.com/Redocly/redoc", "MIT", REDOC, "redoc"),
    Library("The GNU C Library", "https://www.gnu.org/software/libc", "LGPL-2.1-or-later, and others for parts", GLIBC, "glibc"),
]
COMMON = ["Apache-2.0", "LGPL-2.1"]


def notices(version: str) -> str:
    parts = [FAKER.format(version=version, licence=_faker_licence(), rule=RULE)]
    parts += [_library(library) for library in LIBRARIES]
    parts += [f"{RULE}\n\n{_text(name)}\n" for name in COMMON]
    return "\n".join(parts)


def _library(library: Library) -> str:
    paragraphs = [f"{RULE}\n\n{library.name}\n{library.address}\nLicence: {library.licence}"]
    paragraphs += [library.note] if library.note else []
    paragraphs += [_text(library.text)] if library.text else []
    return "\n\n".join(paragraphs) + "\n"


def _text(name: str) -> str:
    return (LICENCES / f"{name}.txt").read_text("utf-8").rstrip()


def _faker_licence() -> str:
    files = distribution("Faker").files or []
    return next(path for path in files if path.name == "LICENSE.txt").locate().read_text("utf-8").strip()
