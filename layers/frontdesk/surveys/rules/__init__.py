"""What holds of questionnaires and surveys, whoever asks. Pure."""
