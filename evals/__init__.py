"""Questions we ask the agent, and what the software costs."""
