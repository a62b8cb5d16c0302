"""One module per kind of linguistic resource: the fields its entries may have."""
