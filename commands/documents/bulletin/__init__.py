"""A bulletin as a file: one module for each ending, each with `content_of(told, template)`, which returns the bytes."""
