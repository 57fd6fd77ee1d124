"""The lists of subscribers on the desk: counted, filled with proof, never shown as addresses."""
