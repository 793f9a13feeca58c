"""What somebody can do with questionnaires and surveys, one file each."""
