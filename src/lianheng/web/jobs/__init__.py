"""Work behind the scenes, with its progress."""
