"""The terminal's side: a client of the HTTP API, and its answers set for a person who reads them."""
