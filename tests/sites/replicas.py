"""The replicas beside this module: every module or package here that has a function `site` to call as it is."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from types import ModuleType

import tests.sites
from tests.sites.site import Site


def replicas() -> dict[str, Site]:
    """All replicas by name."""
    names = sorted(entry.name for entry in pkgutil.iter_modules(tests.sites.__path__))
    served = [name for name in names if name != "__main__" and not name.startswith("test_")]
    modules = [importlib.import_module(f"tests.sites.{name}") for name in served]
    sites: list[Site] = [module.site() for module in modules if _has_site(module)]
    return {site.name: site for site in sites}


def _has_site(module: ModuleType) -> bool:
    site = getattr(module, "site", None)
    if not callable(site):
        return False
    return all(one.default is not one.empty for one in inspect.signature(site).parameters.values())
