"""What the two sides sit down with: the agenda of the weekly sync, and the prompt sheet of the joint retrospective."""
