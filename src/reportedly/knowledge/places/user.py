"""Adds a user's own places, or a full GeoNames dump, to the gazetteer's index."""
