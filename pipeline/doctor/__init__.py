"""The doctor: what this machine needs for a night, and what each source answers when it is asked once, kept nowhere."""
