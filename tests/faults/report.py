"""The table that goes into the release notes."""

from dataclasses import dataclass, field


@dataclass
class Result:
    """One scenario: its figures, and in words whatever was not as it must be."""

    name: str
    figures: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    skipped: str = ""  # Why it could not be tried here.

    def demand(self, is_right: bool, otherwise: str) -> None:
        """Notes a fault unless something is right."""
        if not is_right:
            self.faults.append(otherwise)

    @property
    def verdict(self) -> str:
        return "skipped" if self.skipped else "FAULT" if self.faults else "good"


def told(result: Result) -> str:
    """A result in a few lines."""
    lines = [f"{result.name}: {result.verdict}{f' ({result.skipped})' if result.skipped else ''}"]
    lines += [f"    {name:<32}{value}" for name, value in result.figures.items()]
    lines += [f"  ! {fault}" for fault in result.faults]
    return "\n".join(lines)


def table(results: list[Result]) -> str:
    """All verdicts, a line each."""
    width = max((len(result.name) for result in results), default=0)
    return "\n".join(
        f"{result.name:<{width}}  {result.verdict:<8}{result.skipped or '; '.join(result.faults)}"
        for result in results
    )


def seconds(value: float | None) -> str:
    return "never" if value is None else f"{value:.1f} s"
