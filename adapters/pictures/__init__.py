"""Pictures of facts, drawn with Pillow."""

from adapters.pictures.month import draw_month

__all__ = ["draw_month"]
