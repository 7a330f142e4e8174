"""tau-style retail worlds: loaded into the memory shop, played or replayed, and judged by the database afterwards."""
