"""What joins reports and claims: copies, credits, events; pure functions over what is handed in."""
