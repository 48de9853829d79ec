"""Who is entitled, what was issued, and the proof of it for anyone who asks."""
