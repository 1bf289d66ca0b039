"""A Report to a Reading: the model, and the rules over what it finds."""
