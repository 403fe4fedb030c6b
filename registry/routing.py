"""Who is asked: duties as written in a draft, resolved against the office's directory."""

from __future__ import annotations

from dataclasses import dataclass

from registry.words import Role


@dataclass(frozen=True, slots=True)
class Duty:
    """One role and the units a draft gives it to, each exactly as written and in the order written."""

    role: Role
    units: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Give the duty in the shape of `huiban outline --json`."""
        return {"role": self.role.value, "units": list(self.units)}
