"""Scripts that turn published dictionaries into our tables; run by hand, not at run time."""
