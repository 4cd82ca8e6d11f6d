"""The schema as the stores declare it, against which the migrations are held."""

from __future__ import annotations

import importlib
import pkgutil

from sqlalchemy import MetaData

import adapters.stores


def declared(family: str) -> MetaData:
    """All tables of a family in one."""
    whole = MetaData()
    for module in pkgutil.walk_packages(adapters.stores.__path__, "adapters.stores."):
        if ".migrations" in module.name:
            continue
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, MetaData):
                for each in value.sorted_tables:
                    within = each.name.startswith("knowledge_") or each.name in OVERLAY
                    if within == (family == "knowledge") and each.name not in whole.tables:
                        each.to_metadata(whole)
    return whole


OVERLAY = frozenset({"holds", "decisions", "oversight", "acts", "proposals", "proposal_askings"})
"""What people decided over the knowledge lies beside it."""
