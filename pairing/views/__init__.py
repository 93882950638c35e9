"""Pages of proposals and pairs."""
