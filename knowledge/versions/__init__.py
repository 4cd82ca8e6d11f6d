"""Versions of the knowledge: built aside, checked, switched to at once, undone as easily.

``knowledge.versions.reloading.Versions`` builds them; it is not imported here, for an answer needs
neither the formats nor the splitter.
"""

from knowledge.versions.base import KnowledgeBase as KnowledgeBase
from knowledge.versions.base import open_active as open_active
from knowledge.versions.report import FieldChange as FieldChange
from knowledge.versions.report import ProgramChanges as ProgramChanges
from knowledge.versions.report import ReloadReport as ReloadReport
