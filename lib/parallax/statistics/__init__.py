"""Statistics on arrays alone, knowing no corpus and no table."""
