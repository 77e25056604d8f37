"""Profiles: what the tables have of each article at a glance, and how near articles are to one another."""
