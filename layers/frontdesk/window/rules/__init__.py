"""The rules of the window: `engine` leads a conversation, `definition` checks a release, `form` reads a form."""
