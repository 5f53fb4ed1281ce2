"""The empty return that a cité fills in, made from the contract."""

from orchestration.template.request import find_cite
from orchestration.template.workbook import write_template

__all__ = ["find_cite", "write_template"]
