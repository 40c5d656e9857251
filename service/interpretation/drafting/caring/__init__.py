"""What documents say of success, of decisions and of who does what, beside milestones."""
