"""Papers turned into other formats by the LibreOffice installed on the machine, in a process of its own."""

from letters.conversion.worker import Target, convert, stop

__all__ = ["Target", "convert", "stop"]
