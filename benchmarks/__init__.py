"""Measurements that take minutes and are no tests: ``make bench`` runs them and writes docs/benchmarks.md."""
