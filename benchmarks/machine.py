"""The machine a figure was measured on: without it a figure says little."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

INSTRUCTION_SETS = {
    "avx2": "AVX2",
    "avx512f": "AVX-512",
    "avx512_bf16": "AVX-512 BF16",
    "avx512_vnni": "AVX-512 VNNI",
    "avx_vnni": "AVX VNNI",
    "amx_bf16": "AMX BF16",
    "amx_int8": "AMX INT8",
    "asimd": "NEON",
    "bf16": "BF16",
    "i8mm": "I8MM",
}
"""The flags that decide how fast an encoder runs -> what people call them."""
CPUINFO = Path("/proc/cpuinfo")


def describe(packages: Sequence[str]) -> str:
    """Return a sentence: processor, cores, instruction sets, versions, and how busy the machine was when asked."""
    model, sets = processor(CPUINFO.read_text(encoding="utf-8") if CPUINFO.is_file() else "")
    versions = ", ".join(f"{name} {installed}" for name in packages if (installed := installed_version(name)))
    return (
        f"Measured on {model}, {os.cpu_count()} cores, {', '.join(sets) or 'instruction sets unknown'}; "
        f"Python {platform.python_version()}, {versions}. {busyness()}"
    )


def processor(cpuinfo: str) -> tuple[str, list[str]]:
    """Return the name and the instruction sets that a ``/proc/cpuinfo`` tells."""
    told = dict(reversed([(key.strip(), value.strip()) for key, _, value in (line.partition(":") for line in cpuinfo.split("\n"))]))
    flags = (told.get("flags") or told.get("Features") or "").split()
    return told.get("model name") or platform.machine(), [name for flag, name in INSTRUCTION_SETS.items() if flag in flags]


def busyness() -> str:
    """Say how many cores other work took when the measuring began, where the system tells."""
    if not hasattr(os, "getloadavg"):
        return ""
    load = os.getloadavg()[0]
    return f"Load when it began: {load:.1f} on {os.cpu_count()} cores" + (
        " (a shared machine: provisional, run it again on a quiet one)." if load > 0.5 else "."
    )


def installed_version(package: str) -> str | None:
    """Return the version of an installed package, without its build tag, or None."""
    try:
        return version(package).partition("+")[0]
    except PackageNotFoundError:
        return None
