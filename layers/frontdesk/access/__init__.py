"""Access: staff, their roles and permissions, and their sessions in the console.

Publishes nothing
Listens to nothing
"""
