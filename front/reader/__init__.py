"""Results that are shared to be read: how a link is made, what it shows."""
