"""Call attempts and the calls of the phone system."""
