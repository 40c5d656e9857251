"""What Crosswalk keeps when the machine does its worst."""
