"""Sessions on the disk: `store` to write them, `reader` to read them back."""
