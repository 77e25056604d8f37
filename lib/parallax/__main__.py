"""``python -m parallax``, which is the ``parallax`` command."""

from __future__ import annotations

from parallax.cli import main

if __name__ == "__main__":
    main()
