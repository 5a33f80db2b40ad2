"""The bulletin: shown, published, printed again, written as a file."""
