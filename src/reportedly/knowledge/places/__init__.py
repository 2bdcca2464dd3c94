"""The gazetteer's sources and its index: what place names there are, and how the index is built."""
