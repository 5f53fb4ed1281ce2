"""From what the cités drop to what the programme publishes: intake, judging, consolidation, audit, publication."""
