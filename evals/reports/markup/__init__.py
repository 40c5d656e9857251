"""What pages are made of: templates, pictures, and cases as a reader sees them."""
