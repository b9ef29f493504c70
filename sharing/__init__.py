"""Passes round: briefs, invitations, tokens, consent, retention. Knows questions and answers, no rule and no verdict but by name."""
