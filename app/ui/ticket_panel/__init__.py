"""The ticket beside the list: number and state, title, clocks with why, facts, content, timeline, actions."""
