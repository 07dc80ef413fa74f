"""What the site stands under load."""
