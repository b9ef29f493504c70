"""The chapters of a report: each section is one function of its subject, and its words. Draws nothing."""
