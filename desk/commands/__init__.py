"""The commands, by what they need: files alone, the stages of the chain, the office itself."""
