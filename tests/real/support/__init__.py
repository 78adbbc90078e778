"""What tests against real servers share: servers of their own, and the daemon."""
