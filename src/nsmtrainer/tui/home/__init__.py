"""The first screen: what to do now is one key away."""
