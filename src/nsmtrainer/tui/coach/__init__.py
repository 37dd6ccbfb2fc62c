"""The coach's desk: the cohort at a glance, and one answer after the other to judge."""
