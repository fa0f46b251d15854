"""The annual report: an outline filled with figures becomes one document tree, and that DOCX and PDF."""
