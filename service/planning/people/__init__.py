"""What a plan is for the people in it: their way from first hearing of it, and the figures that tell how they fare."""
