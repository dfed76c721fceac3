"""How mirrors corrupt what they copy, step by step, with the truth kept: what became of each character."""
