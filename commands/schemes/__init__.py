"""The law: a scheme shown, checked, adopted, amended, held against another."""
