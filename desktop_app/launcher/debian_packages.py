"""Which Debian package holds a shared library that Qt links to, and which of its names is on offer here.

The pairs were read with `dpkg -S` on Debian 12 from the libraries that PySide6 6.12.0 needs.
"""

import subprocess
from collections.abc import Callable, Iterable, Mapping

_PACKAGES: Mapping[str, tuple[str, ...]] = {
    "libEGL.so.1": ("libegl1",),
    "libGL.so.1": ("libgl1",),
    "libX11-xcb.so.1": ("libx11-xcb1",),
    "libX11.so.6": ("libx11-6",),
    "libXcomposite.so.1": ("libxcomposite1",),
    "libXdamage.so.1": ("libxdamage1",),
    "libXext.so.6": ("libxext6",),
    "libXfixes.so.3": ("libxfixes3",),
    "libXrandr.so.2": ("libxrandr2",),
    "libXtst.so.6": ("libxtst6",),
    # Two names: Debian 13 and Ubuntu 24.04 renamed packages whose time_t grew to 64 bits.
    "libasound.so.2": ("libasound2t64", "libasound2"),
    "libbrotlicommon.so.1": ("libbrotli1",),
    "libbrotlidec.so.1": ("libbrotli1",),
    "libdbus-1.so.3": ("libdbus-1-3",),
    "libexpat.so.1": ("libexpat1",),
    "libfontconfig.so.1": ("libfontconfig1",),
    "libfreetype.so.6": ("libfreetype6",),
    "libgbm.so.1": ("libgbm1",),
    "libgcc_s.so.1": ("libgcc-s1",),
    "libglib-2.0.so.0": ("libglib2.0-0t64", "libglib2.0-0"),
    "libgssapi_krb5.so.2": ("libgssapi-krb5-2",),
    "libgthread-2.0.so.0": ("libglib2.0-0t64", "libglib2.0-0"),
    "libnspr4.so": ("libnspr4",),
    "libnss3.so": ("libnss3",),
    "libnssutil3.so": ("libnss3",),
    "libsmime3.so": ("libnss3",),
    "libstdc++.so.6": ("libstdc++6",),
    "libudev.so.1": ("libudev1",),
    "libwayland-client.so.0": ("libwayland-client0",),
    "libwayland-cursor.so.0": ("libwayland-cursor0",),
    "libxcb-cursor.so.0": ("libxcb-cursor0",),
    "libxcb-dri3.so.0": ("libxcb-dri3-0",),
    "libxcb-glx.so.0": ("libxcb-glx0",),
    "libxcb-icccm.so.4": ("libxcb-icccm4",),
    "libxcb-image.so.0": ("libxcb-image0",),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1",),
    "libxcb-randr.so.0": ("libxcb-randr0",),
    "libxcb-render-util.so.0": ("libxcb-render-util0",),
    "libxcb-render.so.0": ("libxcb-render0",),
    "libxcb-shape.so.0": ("libxcb-shape0",),
    "libxcb-shm.so.0": ("libxcb-shm0",),
    "libxcb-sync.so.1": ("libxcb-sync1",),
    "libxcb-util.so.1": ("libxcb-util1",),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0",),
    "libxcb-xkb.so.1": ("libxcb-xkb1",),
    "libxcb.so.1": ("libxcb1",),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0",),
    "libxkbcommon.so.0": ("libxkbcommon0",),
    "libxkbfile.so.1": ("libxkbfile1",),
    "libz.so.1": ("zlib1g",),
    "libzstd.so.1": ("libzstd1",),
}


def known_to_apt(names: Iterable[str]) -> set[str]:
    """Those of the names that `apt-cache show` describes; none where the lists were never fetched."""
    command = ["apt-cache", "show", "--no-all-versions", *names]
    shown = subprocess.run(command, capture_output=True, check=False, text=True, errors="replace")
    return {
        line.removeprefix("Package: ") for line in shown.stdout.splitlines() if line.startswith("Package: ")
    }


def packages_for(
    sonames: Iterable[str], known: Callable[[Iterable[str]], set[str]]
) -> tuple[list[str], list[str]]:
    """Packages that hold these libraries, sorted, and the libraries whose package is not listed here.

    Of several names for one package the first that `known` confirms is taken, else the oldest.
    """
    wanted = [(soname, _PACKAGES.get(soname, ())) for soname in sorted(sonames)]
    choices = {name for _, names in wanted if len(names) > 1 for name in names}
    confirmed = known(sorted(choices)) if choices else set()
    packages = {next((n for n in names if n in confirmed), names[-1]) for _, names in wanted if names}
    return sorted(packages), [soname for soname, names in wanted if not names]
