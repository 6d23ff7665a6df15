"""The ten-minute cockpit: a slim strip on top of everything, with what must be signed for and how long is left."""
