"""One key's score: right, wrong (said, and it is not so), missed (not said, and it is so)."""

from dataclasses import dataclass, field


def plain(words: object) -> str:
    """Put words that mean the same in one form: spaces dropped."""
    return "".join(str(words).split())


@dataclass
class Score:
    """How often one key was read rightly, wrongly, or not at all, and where."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    told: list[str] = field(default_factory=list)

    def take(self, wanted: set[str], got: set[str], place: str) -> None:
        """Compare two sets item by item; two empty ones agree."""
        self.right += len(wanted & got) or int(not wanted and not got)
        self.wrong += len(got - wanted)
        self.missed += len(wanted - got)
        self.told += [f"{place} wrong: {item}" for item in sorted(got - wanted)]
        self.told += [f"{place} missed: {item}" for item in sorted(wanted - got)]

    @property
    def share(self) -> float:
        """The share of what was right among all that was said or should have been."""
        return self.right / max(1, self.right + self.wrong + self.missed)

    def row(self, key: str) -> str:
        """Give the score as a line of the table."""
        return f"{key:30} {self.right:6} {self.wrong:6} {self.missed:7}  {self.share:7.1%}"
