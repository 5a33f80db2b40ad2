"""Documents for people to keep: a file for each format, and the templates that fill them."""
