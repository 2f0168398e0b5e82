"""Configurations: named ways to train, as configurations.json lists them."""

import collections
import json

from failure import Failure

DATA = ["framing", "newsmtsc"]

# options: of `slant train`, with {corpora} and {root} where folders stand; target: whether rows keep it; standing: what others are measured against
Configuration = collections.namedtuple("Configuration", "name description data options target standing")


def configuration_of(name, about, path):
    unknown = set(about) - set(Configuration._fields)
    if unknown or about.get("data") not in DATA:
        raise Failure(f"{path}: {name}: " + (f"unknown key {min(unknown)}" if unknown else "data is neither framing nor newsmtsc"))
    return Configuration(
        name, about.get("description", ""), about["data"], about.get("options", []), about.get("target", False), about.get("standing", False)
    )


def read_configurations(path):
    with open(path, encoding="utf-8") as file:
        try:
            found = json.load(file)
        except ValueError as error:
            raise Failure(f"{path}: not JSON: {error}") from error
    return {name: configuration_of(name, about, path) for name, about in found.items()}


def find(configurations, name):
    if name not in configurations:
        raise Failure(f"no configuration {name}; there are: {', '.join(configurations)}")
    return configurations[name]


def standing(configurations, data):
    """The configuration that others with this data are measured against; None where none is marked."""
    return next((c for c in configurations.values() if c.standing and c.data == data), None)
