"""A thousand letters against docxtpl on the same letter, and the memory they take."""

import io
import resource
import time
from datetime import date

from docxtpl import DocxTemplate

from benchmarks.ratio import Ratio
from letters.recipes import compose
from letters.render import to_pdf
from letters.samples import SAMPLES
from letters.wording import SHIPPED, Wordings
from registry.errors import RenderingUnavailable

_MANY, _PEERS = 1_000, 60  # letters; the peer's are counted up to as many
_WARM = 100
_PRINTED = 50
_FLAT = 16  # megabytes that 900 more letters may add


def values(number: int) -> dict[str, object]:
    """Give what one letter of a round says: its own addressee, clauses and mailbox token."""
    clauses = tuple(f"三/（{'一二三四五六七'[(number + more) % 7]}）/{more + 1}" for more in range(number % 4 + 1))
    return {
        **SAMPLES["solicitation"],
        "addressee": f"云泽市第{number}局",
        "clauses": clauses,
        "email": f"office+k7q{number}@yunze.example",
    }


def letters_ratios() -> list[Ratio]:
    """Measure composing; ours whole, with the words from Jinja and the recipe kept."""
    template = peers_template()
    begun = time.perf_counter()
    for number in range(_PEERS):
        by_docxtpl(template, number)
    peer = (time.perf_counter() - begun) / _PEERS * _MANY
    for number in range(_WARM):
        compose("solicitation", SHIPPED, **values(number))
    before = _megabytes()
    begun = time.perf_counter()
    made = sum(len(compose("solicitation", SHIPPED, **values(number))[0]) for number in range(_MANY))
    ours = time.perf_counter() - begun
    grown = _megabytes() - before
    return [
        *_pdf_ratio(),
        Ratio(f"{_MANY} letters ({made // _MANY // 1024} kB each) / docxtpl on the same letter", ours, peer, 1 / 8),
        Ratio(f"memory that {_MANY} letters add / limit", grown, _FLAT, 1.0, "M"),
    ]


def _pdf_ratio() -> list[Ratio]:
    """Measure PDF of a round's letters by the one LibreOffice that stays open; nothing where there is none."""
    letters = [compose("solicitation", SHIPPED, **values(number))[0] for number in range(_PRINTED)]
    try:
        to_pdf(letters[0])
    except RenderingUnavailable:
        return []
    begun = time.perf_counter()
    for letter in letters:
        to_pdf(letter)
    each = (time.perf_counter() - begun) / _PRINTED
    return [Ratio(f"PDF of {_PRINTED} letters, each / 0.3 seconds", each, 0.3, 1.0)]


def peers_template() -> bytes:
    """Give the same letter as a docxtpl template: what differs between units stands as its tags."""
    words = SHIPPED.source("solicitation").replace("{{ clauses|clause_list }}", "［clauses］")
    data, _ = compose(
        "solicitation",
        Wordings(kept={"solicitation": words}),
        **{**values(1), "addressee": "［addressee］", "email": "［email］", "dated": date(2026, 3, 6)},
    )
    from letters.package import BODY_PART, Package  # noqa: PLC0415  only the peer's template needs it

    package = Package.open(data)
    body = package.parts[BODY_PART].decode().replace("［", "{{ ").replace("］", " }}")
    return package.with_parts({BODY_PART: body.encode()})


def by_docxtpl(template: bytes, number: int) -> bytes:
    """Fill in one letter as docxtpl does."""
    told = values(number)
    document = DocxTemplate(io.BytesIO(template))
    document.render({**told, "clauses": "；".join(str(told["clauses"]))})
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
