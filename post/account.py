"""A mail account: where it is, who signs in, how the line is protected."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from typing import Literal

Tls = Literal["none", "starttls", "ssl"]


@dataclass(frozen=True, slots=True)
class Account:
    """An SMTP or IMAP account. `none` is for the embedded mail room on loopback."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)  # never in a log or a trace
    tls: Tls = "ssl"

    def context(self) -> ssl.SSLContext | None:
        """Give the TLS context; certificates are always checked."""
        return None if self.tls == "none" else ssl.create_default_context()
