"""The sealed journal's mathematics: what was written stays as it was written, or anyone can see that it did not.

``chain`` seals each entry onto the one before it; ``tree`` makes one root of them all; ``checkpoint`` signs that root so
that a second custodian can hold it; ``verify`` reads the whole journal against what the custodian holds; ``package``
makes evidence that ``standalone`` verifies without us. Knows neither the database nor the web.
"""
