"""The rules of the shop itself: what a command does to orders, subscriptions, stock and money."""
