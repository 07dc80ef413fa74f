"""What is known of each incident, and since when it was known."""
