"""Cases: what somebody wrote, and what a careful reader expects of it. YAML beside a schema made from these models."""
