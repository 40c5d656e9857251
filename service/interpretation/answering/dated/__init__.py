"""What dated statements have to do with each other beyond their own words."""
