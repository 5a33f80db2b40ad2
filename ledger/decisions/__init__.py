"""What may be recorded, given what stands: pure, from drafts and a register to entries or refusals."""
