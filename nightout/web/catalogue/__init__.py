"""The site's words in other languages, found and compiled without gettext's programs."""
