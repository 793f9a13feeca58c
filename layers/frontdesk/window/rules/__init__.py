"""The rules of the window, all pure: `engine` leads a conversation, `definition` checks a release, `form` reads a form."""
