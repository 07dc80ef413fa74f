"""What stands between the world and the views: headers, limits, logs, and pages for trouble."""
