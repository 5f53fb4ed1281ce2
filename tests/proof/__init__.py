"""Proofs that take long: what becomes of the programme's data when runs are killed, disks fill up and files are altered.

`make proof` runs them on this machine and writes what came of them, misses included, into `docs/reference/proof.md`.
"""
