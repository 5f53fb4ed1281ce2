"""6. The current release, served from PostgreSQL."""
