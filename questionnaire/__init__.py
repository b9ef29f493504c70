"""What is asked, in which order, and the answers given."""
