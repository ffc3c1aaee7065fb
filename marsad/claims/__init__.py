"""What is claimed of an event: tolls with hedge and party, and who says so."""
