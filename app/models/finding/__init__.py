"""What is wrong with contacts."""
