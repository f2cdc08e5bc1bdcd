"""The engines there are: each module has an `engine()` that makes one, for its worker alone."""
