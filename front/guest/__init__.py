"""Who comes through an invitation: the page before the first question, what surrounds the sitting, what is held."""
