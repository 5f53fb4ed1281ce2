"""3. Accepted returns become the candidate: the files that dbt reads, and dbt itself, run in this process."""
