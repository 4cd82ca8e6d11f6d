"""When somebody is told something unasked: reminders, the next call, the digest, the follow-up."""
