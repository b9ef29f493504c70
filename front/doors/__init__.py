"""What every visit passes before it meets a page of ours, one concept a file; `order.standing` says in which order."""
