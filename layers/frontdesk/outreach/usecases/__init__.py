"""What somebody can do with packages and pushes: a file each."""
