"""Telephone systems, as messaging meets them."""
