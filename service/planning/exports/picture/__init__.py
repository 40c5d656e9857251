"""The plan as a picture: both tracks in lanes over one calendar."""
