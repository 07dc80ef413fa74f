"""Who may decide about gatherings: coordinators, each of certain cities."""
