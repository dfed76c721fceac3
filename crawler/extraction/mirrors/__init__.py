"""Pages of mirrors that corrupt what they copy on purpose: told from clean ones, and restored before they are read."""
