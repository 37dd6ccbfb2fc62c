"""YAML files in, frozen prompts, rubrics and lexicons out; alone owns PyYAML and pydantic."""
