"""Assembly: claims with their chains from resolved mentions."""
