"""Pages of plans, meetings and feedback."""
