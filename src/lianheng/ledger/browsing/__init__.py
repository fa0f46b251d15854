"""Looking through the ledger: pages of a table, one row with all that belongs to it, and tables as files.

snapshots = Snapshots(store)                        # once in a process
snapshot = snapshots.current(mark, records)         # for each request
reader = Reader(tables, units)                      # what the person asking may see; all else is absent
found = page(snapshot, reader, Query("payments", search="维修"))
"""
