"""Progress: levels over time, guesses against marks, time used; plotted and in numbers."""
