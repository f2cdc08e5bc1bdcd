"""Who made what is in the frozen program, and under which licence: one file beside it.

Runs inside PyInstaller's description, which knows what goes in: packages say their licence
themselves, the C libraries that come in their wheels say nothing, so libraries.tsv does.
"""

import sysconfig
from collections.abc import Iterable
from importlib.metadata import Distribution, distribution, packages_distributions
from pathlib import Path

TEXTS = Path(__file__).parent / "licences"
SILENT = {"pygame-ce": "LGPL-2.1", "espeakng-loader": "no licence is stated; it wraps eSpeak NG"}
"""Packages whose wheel brings no text of a licence."""
SUFFIXES = (".so", ".dll", ".dylib", ".pyd")
RULE = "\n" + "-" * 99 + "\n"

HEAD = """\
improv is free software (MIT). This folder holds software of others, too; whose it is and what it
may be used for stands below: {packages}.

ESPEAK NG, WHICH SPEAKS HERE, IS UNDER THE GNU GENERAL PUBLIC LICENSE, VERSION 3. You may have its
source, change it, and put your own build in the place of the library in the folder
_internal/espeakng_loader. The source of the version that is here lies, free of charge, at
https://github.com/espeak-ng/espeak-ng/releases/tag/1.52.0 and the recipe of this build at
https://github.com/thewh1teagle/espeakng-loader. The libraries under the LGPL can be replaced as
well: they are files of their own, and where their source lies is told beside each.
"""


def write(modules: Iterable[str], files: Iterable[str], data: Iterable[str], path: Path) -> None:
    """The licences of the packages of `modules` and of the libraries among `files`, into `path`.

    Also of those whose metadata is among `data`: a package that nothing imports yet is inside, too.

    A library that libraries.tsv does not know is listed as UNKNOWN; .ci/frozen refuses that.
    """
    owners = packages_distributions()
    tops = {module.partition(".")[0] for module in modules}
    metadata = {Path(name).parts[0].partition(".dist-info") for name in data}
    named = {name for top in tops for name in owners.get(top, ())} | {
        "espeakng-loader",
        "pyinstaller",
    }
    named |= {name.rpartition("-")[0] for name, found, _ in metadata if found}
    found = {one.name.lower(): one for one in map(distribution, named)}
    packages = [found[name] for name in sorted(found)]
    libraries = [line.split("\t") for line in text("libraries.tsv").splitlines()[1:]]
    parts = [HEAD.format(packages=", ".join(one.name for one in packages)), "C libraries\n"]
    for file in sorted({Path(file).name for file in files}):
        if (
            any(suffix in file for suffix in SUFFIXES)
            and ".cpython-" not in file
            and ".abi3." not in file
        ):
            known = next((one for one in libraries if file.startswith(one[0])), None)
            parts[-1] += f"\n{file}: " + (
                "{1}, {2}, (c) {3}, {4}".format(*known) if known else "UNKNOWN: of its package"
            )
    parts += [package_text(one) for one in packages]
    parts.append(f"Python\n\n{python_text()}")
    parts += [
        f"The text of {name}\n\n{text(f'{name}.txt')}"
        for name in ("MIT", "BSD-3-Clause", "Zlib", "Apache-2.0", "LGPL-2.1", "GPL-3")
    ]
    parts.append("What the other words above stand for\n\n" + text("words.txt"))
    path.write_text(RULE.join(parts), "utf-8", newline="\n")


def package_text(package: Distribution) -> str:
    """Name, version and licence of one package, with every text that it brings."""
    told = package.metadata
    stated = [
        one.rpartition(" :: ")[2] for one in told.get_all("Classifier") or () if "License" in one
    ]
    kind = (
        told.get("License-Expression")
        or SILENT.get(package.name)
        or told.get("License")
        or ", ".join(stated)
    )
    texts = [
        Path(str(file.locate())).read_text("utf-8", "replace")
        for file in package.files or ()
        if ".dist-info" in file.parts[0]
        and any(word in file.name.upper() for word in ("LICEN", "COPYING", "NOTICE", "OFL"))
    ]
    if not texts and package.name not in SILENT:
        raise SystemExit(f"{package.name} brings no licence: {__file__} has to name it")
    first = kind.splitlines()[0] if kind else ""
    return "\n\n".join((f"{package.name} {package.version}   {first}", *texts))


def python_text() -> str:
    """The licence of the Python that is inside, from wherever its builder has laid it."""
    names = (
        Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
        Path(sysconfig.get_config_var("prefix")) / "LICENSE.txt",
    )
    there = next((name for name in names if name.exists()), None)
    return there.read_text("utf-8") if there else "PSF-2.0: https://docs.python.org/3/license.html"


def text(name: str) -> str:
    """A file of TEXTS."""
    return (TEXTS / name).read_text("utf-8")
