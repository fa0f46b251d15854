"""Units, departments, people and their posts."""
