"""Letters to hosts and coordinators: what they say, and how they leave."""
