"""What every page shares: frame, words, lists, errors, home."""
