"""Builds the wheel, with the library and the shipped model in it.

In: the source tree around this folder and cmake, or SLANT_LIBRARY, a library that is built already. Out: a wheel for this
platform; without any of them one without the library, which is then looked for on the system.
"""

import os
import re
import shutil
import subprocess
import sys

from setuptools import Distribution, setup
from setuptools.command.build_py import build_py

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
MODELS = ("news-en.safetensors", "news-en-encoder.safetensors")


def has_sources():
    return os.path.exists(os.path.join(ROOT, "include", "slant", "slant.h"))


def version():
    if not has_sources():
        return "0"
    with open(os.path.join(ROOT, "CMakeLists.txt"), encoding="utf-8") as file:
        return re.search(r"project\(slant VERSION (\S+)", file.read()).group(1)


def build_library(folder):
    """The library's file, or None where it cannot be built here."""
    named = os.environ.get("SLANT_LIBRARY")
    if named:
        return os.path.realpath(named)
    if not has_sources() or shutil.which("cmake") is None:
        print("found neither SLANT_LIBRARY nor cmake and the sources: the wheel has no library", file=sys.stderr)
        return None
    options = ["-DCMAKE_BUILD_TYPE=Release", "-DSLANT_TESTS=OFF"]
    subprocess.run(["cmake", "-S", ROOT, "-B", folder, *options], check=True)
    subprocess.run(["cmake", "--build", folder, "--parallel", "--target", "slant"], check=True)
    return os.path.realpath(os.path.join(folder, "src", "libslant.so"))


class BuildWithLibrary(build_py):
    def run(self):
        super().run()
        place = os.path.join(self.build_lib, "slant")
        library = build_library(os.path.abspath(os.path.join(os.path.dirname(self.build_lib), "cmake")))
        if library is not None:
            shutil.copyfile(library, os.path.join(place, "libslant.so"))
        os.makedirs(os.path.join(place, "share"), exist_ok=True)
        for name in MODELS if has_sources() else ():
            shutil.copyfile(os.path.join(ROOT, "models", name), os.path.join(place, "share", name))


class ForThisPlatform(Distribution):
    def has_ext_modules(self):
        return True


try:
    from setuptools.command.bdist_wheel import bdist_wheel
except ImportError:
    from wheel.bdist_wheel import bdist_wheel


class AnyPython(bdist_wheel):
    """No code of this wheel depends on Python's version."""

    def get_tag(self):
        return "py3", "none", super().get_tag()[2]


setup(version=version(), cmdclass={"build_py": BuildWithLibrary, "bdist_wheel": AnyPython}, distclass=ForThisPlatform)
