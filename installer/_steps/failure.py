"""Failures that a person can act on, and the translation of pip's, uv's and the system's into them."""

from __future__ import annotations

import errno
import re
from collections.abc import Sequence
from pathlib import Path


class SetupError(Exception):
    """What is missing, and the ways out, worded for the person at the terminal."""

    def __init__(self, message: str, *ways_out: str) -> None:
        super().__init__(message)
        self.message = message
        self.ways_out = ways_out

    def __str__(self) -> str:
        return "\n".join([self.message, *(f"  {way}" for way in self.ways_out)])


NO_SPACE = SetupError(
    "The disk is full.",
    "The environment needs about 3 GB (10 GB with CUDA), and downloads need as much again in the cache.",
    "Free some space and run the same command again; it goes on where it stopped.",
)
NO_PERMISSION = SetupError(
    "A file could not be written: permission denied.",
    "Was this folder or its .venv made by another user (with sudo)? Give it to yourself, or clone afresh.",
    "On Windows, close what runs from .venv (a window, an editor, a terminal) and try again.",
)
NO_NETWORK = SetupError(
    "The package registry could not be reached.",
    "Check the connection. Behind a proxy, set HTTPS_PROXY; for a mirror, set PIP_INDEX_URL.",
    "Then run the same command again; what has been downloaded is kept.",
)
NO_TRUST = SetupError(
    "The package registry's certificate could not be verified.",
    "A company proxy often has its own: set SSL_CERT_FILE and PIP_CERT to its .pem file, and try again.",
    "A wrong clock has the same effect.",
)
WRONG_HASH = SetupError(
    "A download is not the file that the lock names, so it was not installed.",
    "It may be damaged: run `pip cache purge` (or `uv cache clean`) and try again.",
    "If it happens again, the registry or mirror serves changed files: do not use it.",
)
NO_WHEEL = SetupError(
    "The registry has no package for this kind of machine or Python.",
    "Supported: Linux (x86_64 with glibc 2.34 or newer, aarch64 with 2.39), macOS 14 on Apple silicon, Windows x64,",
    "each with the usual 64-bit Python 3.11 to 3.13. A mirror may also lack files: try without it.",
)
LONG_PATHS = SetupError(
    "Windows refused a path longer than 260 characters.",
    "Turn long paths on (search for 'Enable Win32 long paths'), or move this folder to a short path.",
)

# Looked for in this order: "no matching distribution" is also what pip says, further down, without a network.
_SIGNS: tuple[tuple[str, SetupError], ...] = (
    (r"No space left on device|os error 28\b|Errno 28\b|os error 112\b|not enough space on the disk", NO_SPACE),
    (r"DO NOT MATCH THE HASHES|[Hh]ash mismatch", WRONG_HASH),
    (r"Long Path support|WinError 206", LONG_PATHS),
    (r"CERTIFICATE_VERIFY_FAILED|invalid peer certificate|UnknownIssuer", NO_TRUST),
    (r"Permission denied|os error 13\b|Errno 13\b|Access is denied|WinError 5\b|Read-only file system", NO_PERMISSION),
    (
        r"Failed to establish a new connection|Temporary failure in name resolution|NameResolutionError|"
        r"Network is unreachable|Connection refused|Connection reset|ConnectTimeoutError|ReadTimeoutError|"
        r"Max retries exceeded|ProxyError|dns error|error sending request|Failed to fetch|timed out|"
        r"Network connectivity is disabled",
        NO_NETWORK,
    ),
    (r"No matching distribution found|has no (usable )?wheels|no wheels with a matching", NO_WHEEL),
)


def explain_output(lines: Sequence[str], log: Path) -> SetupError:
    """Turn the output of a failed installer into the one thing to do about it."""
    text = "\n".join(lines)
    details = f"Details: {log}"
    for signs, failure in _SIGNS:
        if re.search(signs, text):
            return SetupError(failure.message, *failure.ways_out, details)
    last = [line.strip() for line in lines if line.strip()][-3:]
    return SetupError("The packages could not be installed.", *last, details)


def explain_os_error(error: OSError) -> SetupError:
    """Turn an error of the file system into the one thing to do about it."""
    where = f"It happened at {error.filename}." if error.filename else f"The system says: {error.strerror}."
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return SetupError(NO_SPACE.message, *NO_SPACE.ways_out, where)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return SetupError(NO_PERMISSION.message, *NO_PERMISSION.ways_out, where)
    return SetupError(f"The environment could not be made: {error.strerror or error}.", where)
