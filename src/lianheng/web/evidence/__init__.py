"""Files that prove a record: kept by their content, shown without being trusted."""
