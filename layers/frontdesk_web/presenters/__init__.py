"""What the pages of each area show: nouns in, pages out. No rule is decided here."""
