"""Resolution: which place, day, actor and speaker a mention refers to."""
