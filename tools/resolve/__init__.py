"""From a model's words to the customer's own things: no ids, only names, and a question where several fit."""
