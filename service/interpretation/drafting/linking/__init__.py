"""Dependencies: which words name which milestone, what is stated, what follows by rule."""
