"""Projects of anybody's sources: made, changed, and given layers."""
