"""Which package has a shared library that Qt needs, on Debian (and Ubuntu), Fedora and Arch."""

from __future__ import annotations

from collections.abc import Iterable

from .system_packages import Packages

_DISTRIBUTIONS = ("debian", "fedora", "arch")

# Library without its version: packages on Debian, Fedora, Arch.
_TABLE: dict[str, tuple[str, str, str]] = {
    "libEGL": ("libegl1", "libglvnd-egl", "libglvnd"),
    "libGL": ("libgl1", "libglvnd-glx", "libglvnd"),
    "libGLX": ("libglx0", "libglvnd-glx", "libglvnd"),
    "libOpenGL": ("libopengl0", "libglvnd-opengl", "libglvnd"),
    "libX11": ("libx11-6", "libX11", "libx11"),
    "libX11-xcb": ("libx11-xcb1", "libX11-xcb", "libx11"),
    "libbrotlicommon": ("libbrotli1", "libbrotli", "brotli"),
    "libbrotlidec": ("libbrotli1", "libbrotli", "brotli"),
    "libdbus-1": ("libdbus-1-3", "dbus-libs", "dbus"),
    "libfontconfig": ("libfontconfig1", "fontconfig", "fontconfig"),
    "libfreetype": ("libfreetype6", "freetype", "freetype2"),
    "libgcc_s": ("libgcc-s1", "libgcc", "gcc-libs"),
    "libglib-2.0": ("libglib2.0-0", "glib2", "glib2"),
    "libgthread-2.0": ("libglib2.0-0", "glib2", "glib2"),
    "libgssapi_krb5": ("libgssapi-krb5-2", "krb5-libs", "krb5"),
    "libstdc++": ("libstdc++6", "libstdc++", "gcc-libs"),
    "libwayland-client": ("libwayland-client0", "libwayland-client", "wayland"),
    "libwayland-cursor": ("libwayland-cursor0", "libwayland-cursor", "wayland"),
    "libwayland-egl": ("libwayland-egl1", "libwayland-egl", "wayland"),
    "libxcb": ("libxcb1", "libxcb", "libxcb"),
    "libxcb-cursor": ("libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    "libxcb-glx": ("libxcb-glx0", "libxcb", "libxcb"),
    "libxcb-icccm": ("libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    "libxcb-image": ("libxcb-image0", "xcb-util-image", "xcb-util-image"),
    "libxcb-keysyms": ("libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    "libxcb-randr": ("libxcb-randr0", "libxcb", "libxcb"),
    "libxcb-render": ("libxcb-render0", "libxcb", "libxcb"),
    "libxcb-render-util": ("libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil"),
    "libxcb-shape": ("libxcb-shape0", "libxcb", "libxcb"),
    "libxcb-shm": ("libxcb-shm0", "libxcb", "libxcb"),
    "libxcb-sync": ("libxcb-sync1", "libxcb", "libxcb"),
    "libxcb-util": ("libxcb-util1", "xcb-util", "xcb-util"),
    "libxcb-xfixes": ("libxcb-xfixes0", "libxcb", "libxcb"),
    "libxcb-xkb": ("libxcb-xkb1", "libxcb", "libxcb"),
    "libxkbcommon": ("libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    "libxkbcommon-x11": ("libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
    "libz": ("zlib1g", "zlib", "zlib"),
    "libzstd": ("libzstd1", "libzstd", "zstd"),
}


def packages_with(libraries: Iterable[str], distribution: str) -> tuple[Packages | None, tuple[str, ...]]:
    """Name the packages that have these libraries ("libEGL.so.1"), and the libraries that nobody here knows.

    No packages (None) where the distribution is not one of debian, fedora, arch.
    """
    wanted = tuple(libraries)
    unknown = tuple(name for name in wanted if _stem(name) not in _TABLE)
    if distribution not in _DISTRIBUTIONS:
        return None, unknown
    column = _DISTRIBUTIONS.index(distribution)
    names = {_TABLE[_stem(name)][column] for name in wanted if name not in unknown}
    return Packages(distribution, tuple(sorted(names))), unknown


def _stem(library: str) -> str:
    return library.partition(".so")[0]
