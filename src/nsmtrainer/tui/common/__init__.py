"""Pieces that every screen shares: top bar, safe text, bars of levels."""
