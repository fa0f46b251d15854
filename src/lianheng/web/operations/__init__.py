"""Running a site at the server's own command line: its home folder, first accounts, serving, backup and restore.

A plain package, no app: it has no models and no pages. Nothing here imports Django before ``home.enter`` has said which
home it is; the commands that use it stand in ``lianheng.cli``.
"""
