"""Figures that open their rows, and the annual report made of them: written, approved by another, sealed."""
