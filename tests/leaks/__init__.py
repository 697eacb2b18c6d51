"""Whether what is hidden shows: the public doors asked with hidden stories beside the public ones, and without."""
