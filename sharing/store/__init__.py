"""Briefs, invitations, candidates and shared results as they are kept: the only SQLAlchemy of this package."""
