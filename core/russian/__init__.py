"""Russian: names, posts, cases, dates, numbers."""
