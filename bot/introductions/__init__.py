"""Bringing firms together that plan the same: nobody is named before both have agreed."""
