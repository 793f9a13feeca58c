"""What surveys need from outside."""
