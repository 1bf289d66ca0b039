"""Where the parts are joined."""
