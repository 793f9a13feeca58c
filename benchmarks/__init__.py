"""Measurements of what has a budget, as ratios that hold on any machine."""
