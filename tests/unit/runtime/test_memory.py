"""How much memory is free."""

from pathlib import Path

from desktop_app.runtime.memory import free_memory_bytes


def test_it_is_what_the_kernel_tells(tmp_path: Path) -> None:
    told = tmp_path / "meminfo"
    told.write_text("MemTotal:       16000000 kB\nMemFree:  1 kB\nMemAvailable:    2048 kB\n", "ascii")
    assert free_memory_bytes(told) == 2_097_152
    assert (free_memory_bytes() or 0) > 1_000_000
    told.write_bytes(b"MemFree: 1 kB\n\xff")
    assert free_memory_bytes(told) is None
    assert free_memory_bytes(tmp_path / "none") is None
