"""The recruiter's workspace: briefs, the links that are sent, and the people who answered."""
