"""The benchmark: `analysis.terms.keyness` against a peer, on a made-up corpus. `make bench` runs it."""
