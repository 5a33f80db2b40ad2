"""The ledger as a thing that is kept: made, copied, brought back, written out, brought to this version."""
