"""The replicas beside this module: every module or package here that has a function `site`."""

from __future__ import annotations

import importlib
import pkgutil

import tests.sites
from tests.sites.site import Site


def replicas() -> dict[str, Site]:
    """All replicas by name."""
    names = [entry.name for entry in pkgutil.iter_modules(tests.sites.__path__)]
    modules = [importlib.import_module(f"tests.sites.{name}") for name in sorted(names) if name != "__main__"]
    sites: list[Site] = [module.site() for module in modules if callable(getattr(module, "site", None))]
    return {site.name: site for site in sites}
