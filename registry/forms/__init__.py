"""What is filled in about people, cards, consents."""
