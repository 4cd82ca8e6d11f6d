"""Calendars of the world outside."""
