"""Appeals: each step of a case from its filing to its decision, and what is asked about cases."""
