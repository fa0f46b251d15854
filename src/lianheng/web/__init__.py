"""The house people work in: a Django site over the core. Nothing of the core knows it."""
