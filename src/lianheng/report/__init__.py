"""The annual report: outline and sentences, filled with figures, as one document tree that becomes DOCX and PDF (GB/T 9704-2012)."""
