"""The way in for programs: the same services and permissions as the pages, with tokens that may do less than their owner."""
