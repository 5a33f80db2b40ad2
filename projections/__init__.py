"""The readings: pure folds of (entries, scheme, cut) into sheets, standings and reports."""
