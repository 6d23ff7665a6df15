"""The commands about tickets: intake, states, calls, replies, callbacks, returns, exclusion, owners and rules."""
