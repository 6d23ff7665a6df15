"""The state of Chinese input, and the bridge to fcitx 4."""
