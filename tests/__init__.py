"""All tests of Jansetu, in the tree of the packages that they test."""
