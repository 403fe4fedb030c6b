"""Opens every page of a PDF given on standard input, within bounds; run by `letters.reading.pdf_guard`, never imported.

Ends with 0 where all pages open, or where the file is damaged in a way that the reader will tell; else it is killed by
its bounds. Its one argument is how many seconds of the processor it may take.
"""

import resource
import sys

import pypdfium2

_MOST_MEMORY = 1024**3  # bytes of address space
_MOST_PAGES = 600
_SMALL = 0.05  # of a page's size: enough for what is drawn to be followed


def main(seconds: int) -> None:
    """Open, read and draw every page."""
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
        for number in range(min(len(document), _MOST_PAGES)):
            page = document[number]
            page.get_textpage().count_chars()
            if max(page.get_size()) * _SMALL < 1_000:  # noqa: PLR2004  a page of absurd size is not drawn by the reader either
                page.render(scale=_SMALL)
            page.close()
    except pypdfium2.PdfiumError:
        return


if __name__ == "__main__":
    main(int(sys.argv[1]))
