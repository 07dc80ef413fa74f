"""How the site looks: a porch light at dusk. Templates, styles, and the tags they need."""
