"""What several pages share: columns and rows that give way, texts that are cut, lengths that follow the type."""
