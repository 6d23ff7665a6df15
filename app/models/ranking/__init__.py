"""The official rankings of a period, as the district and the city give them out."""
