"""What a person reads: tables, problems of a file, wide text, what <Tab> offers."""
