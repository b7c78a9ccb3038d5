"""Hand readings of the statements that sentences of real articles are cut into."""
