"""What the agent can do: tools with a declared effect, and the shop as a port."""
