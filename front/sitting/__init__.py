"""A sitting on the screen: questions, review, result, and the desk it is kept at."""
