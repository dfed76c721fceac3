"""The replicas beside this module: every module or package here that has a function `site`."""

from __future__ import annotations

import importlib
import pkgutil

import tests.sites
from tests.sites.site import Site


def replicas() -> dict[str, Site]:
    """All replicas by name."""
    names = sorted(entry.name for entry in pkgutil.iter_modules(tests.sites.__path__))
    served = [name for name in names if name != "__main__" and not name.startswith("test_")]
    modules = [importlib.import_module(f"tests.sites.{name}") for name in served]
    sites: list[Site] = [module.site() for module in modules if callable(getattr(module, "site", None))]
    return {site.name: site for site in sites}
