"""The founding article, played over HTTP through the signed webhook, with the shop looked at afterwards."""
